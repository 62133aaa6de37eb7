package credits.function.notify;

import credits.identity.EmailAddress;
import credits.ledger.Alerts;
import credits.ledger.Connection;
import credits.ledger.Profiles;
import credits.wire.Obstacles;
import credits.wire.Variable;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    private Wiring() {}

    static Telling telling(Map<String, String> environment, InstantSource clock) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var ses = Post.client(SesV2Client.builder(), environment);
        return new Telling(
                new Profiles(dynamo, table),
                new Alerts(dynamo, table),
                new Post(ses, new EmailAddress(Variable.MAIL_FROM.in(environment))),
                new Letters(
                        Obstacles.of(environment),
                        Variable.RETURN_URL.in(environment),
                        Language.of(Variable.DEFAULT_LANGUAGE.in(environment))),
                new EmailAddress(Variable.OPERATOR_MAIL.in(environment)),
                clock);
    }
}
