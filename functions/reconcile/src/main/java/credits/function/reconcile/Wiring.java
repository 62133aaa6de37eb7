package credits.function.reconcile;

import credits.ledger.Connection;
import credits.ledger.InvoiceRecords;
import credits.ledger.Organisations;
import credits.stripe.StripeWiring;
import credits.vies.Register;
import credits.wire.Variable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Creates the dependencies that this function does not share with the other functions that use Stripe.
final class Wiring {
    // Longer than in a member's request, because nobody is waiting.
    private static final Duration REGISTER = Duration.ofSeconds(10);

    private Wiring() {}

    static PaperCheck paper(StripeWiring wiring, Organisations organisations, Map<String, String> environment) {
        var sqs = Connection.configured(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var queue = Variable.INVOICE_QUEUE_URL.in(environment);
        return new PaperCheck(
                organisations,
                wiring.payments().records(),
                new InvoiceRecords(wiring.dynamo(), wiring.table()),
                event -> {
                    var _ = sqs.sendMessage(send -> send.queueUrl(queue).messageBody(event));
                },
                ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment)));
    }

    static Register register(Map<String, String> environment) {
        return Register.of(environment, REGISTER);
    }
}
