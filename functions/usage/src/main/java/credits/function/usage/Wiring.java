package credits.function.usage;

import credits.ledger.Connection;
import credits.ledger.Statements;
import credits.wire.Variable;
import java.time.ZoneId;
import java.util.Map;

/// Builds what the function needs, once per execution environment.
final class Wiring {
    private Wiring() {}

    static Statements statements(Map<String, String> environment) {
        return new Statements(
                Connection.dynamo(environment),
                Variable.TABLE_NAME.in(environment),
                ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment)));
    }
}
