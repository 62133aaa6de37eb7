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

/// The function's dependencies, created once per execution environment.
record Wiring(Ledger ledger, Statements statements, Prices prices, Obstacles obstacles) {
    // Concurrent commits to one account succeed one at a time, so a call may need several attempts. Shorter than
    // the function's timeout.
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
