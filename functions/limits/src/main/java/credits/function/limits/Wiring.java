package credits.function.limits;

import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.Ledger;
import credits.ledger.Profiles;
import credits.ledger.Statements;
import credits.vies.Register;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
///
/// @param profileRequired whether the billing profile must be saved before credits can be bought
record Wiring(Statements statements, Ledger ledger, Profiles profiles, Register register, boolean profileRequired) {
    // Shorter than the function's timeout, so that the caller gets a 503 instead of a dropped connection.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    // VIES is slow even when it is up. After this timeout the number stays unverified.
    private static final Duration REGISTER = Duration.ofSeconds(4);

    static Wiring of(Map<String, String> environment) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        return new Wiring(
                new Statements(dynamo, table, zone),
                new Ledger(dynamo, table, zone, Attempts.within(PATIENCE, new SecureRandom())),
                new Profiles(dynamo, table),
                Register.of(environment, REGISTER),
                Variable.VAT_MODE.in(environment).equals("static"));
    }
}
