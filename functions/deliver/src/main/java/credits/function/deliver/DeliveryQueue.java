package credits.function.deliver;

import credits.aws.AwsCall;
import credits.event.WebhookMessage;
import credits.webhook.WebhookDelivery;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The queue of the function, which feeds itself: an event of the bus becomes one message for each endpoint, and a
/// message that could not be delivered stays in the queue until its next attempt.
///
/// Throws [credits.retry.ServiceUnavailableException] if the queue does not answer.
final class DeliveryQueue {
    private final SqsClient sqs;
    private final String url;

    DeliveryQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /// Sends the message about a delivery. A fair queue: the backlog of one endpoint holds up no other.
    void send(WebhookDelivery delivery) {
        var message = new WebhookMessage(delivery.endpoint(), delivery.id());
        var _ = AwsCall.run(
                "the queue of webhooks did not answer",
                () -> sqs.sendMessage(send -> send.queueUrl(url)
                        .messageGroupId(delivery.endpoint().value())
                        .messageBody(message.toText())));
    }

    /// Hides a message that is being processed for a time, at most twelve hours.
    void hide(String receiptHandle, Duration pause) {
        var _ = AwsCall.run(
                "the queue of webhooks did not answer",
                () -> sqs.changeMessageVisibility(change -> change.queueUrl(url)
                        .receiptHandle(receiptHandle)
                        .visibilityTimeout(Math.toIntExact(pause.toSeconds()))));
    }
}
