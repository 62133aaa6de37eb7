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

/// What the function needs, built once per execution environment.
///
/// @param profileRequired must the billing profile be saved before credits can be bought?
record Wiring(Statements statements, Ledger ledger, Profiles profiles, Register register, boolean profileRequired) {
    // Short of the function's time-out, so that a member hears "try again" and not a broken line.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    // The register is slow on good days. Who does not hear from it by then goes on without.
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
