package credits.stripe;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.event.AccountEvent;
import credits.identity.PaymentId;
import credits.json.Json;
import credits.payment.Payment;
import credits.settings.EnvironmentVariable;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The request to bring the documents of a payment in line with its state. Safe to repeat.
public final class InvoiceDueEvent {
    private InvoiceDueEvent() {}

    /// Returns the request.
    public static AccountEvent of(Payment payment, Instant now) {
        var data = Json.object()
                .put("payment", new PaymentId(payment.id()).toString())
                .build();
        var id = payment.organisation() + "/paper/" + payment.id() + "/" + now.toEpochMilli();
        return new AccountEvent(id, "invoice.due", payment.organisation(), now, data);
    }

    /// Returns the queue that takes the requests, and is fair to organisations. It throws
    /// [credits.retry.ServiceUnavailableException] if it does not answer.
    public static Consumer<AccountEvent> queue(Map<String, String> environment) {
        var sqs = AwsClients.configure(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var url = EnvironmentVariable.INVOICE_QUEUE_URL.require(environment);
        return event -> {
            var _ = AwsCall.readOrWrite(
                    "the queue of documents",
                    () -> sqs.sendMessage(send -> send.queueUrl(url)
                            .messageGroupId(event.organisation().value())
                            .messageBody(event.toDelivery())));
        };
    }
}
