package credits.function.debit;

import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.Ledger;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    // Half of the function's timeout, so that a batch under contention can still return the messages to retry.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Wiring() {}

    static Intake intake(Map<String, String> environment, InstantSource clock) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        // SecureRandom, because workers restored from one snapshot must not back off in step.
        var ledger = new Ledger(dynamo, table, zone, Attempts.within(PATIENCE, new SecureRandom()));
        var sqs = Connection.configured(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var invalidUsage = new InvalidUsage(sqs, Variable.INVALID_USAGE_QUEUE_URL.in(environment));
        return new Intake(ledger, new Prices(new PriceLists(dynamo, table), clock), invalidUsage);
    }
}
