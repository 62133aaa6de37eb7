package credits.function.authorization;

import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.Ledger;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.wire.Obstacles;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// What the function needs, built once per execution environment.
record Wiring(Ledger ledger, Statements statements, Prices prices, Obstacles obstacles) {
    // Many services ask for one organisation at once, and one wins at a time; short of the function's time-out.
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        return new Wiring(
                new Ledger(dynamo, table, zone, Attempts.within(PATIENCE, new SecureRandom())),
                new Statements(dynamo, table, zone),
                new Prices(new PriceLists(dynamo, table), clock),
                Obstacles.of(environment));
    }
}
