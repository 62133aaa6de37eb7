package credits.function.deliver;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.settings.EnvironmentVariable;
import credits.webhook.EventEndpoint;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDeliveryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's dependencies, created once per execution environment.
record Wiring(EventFanOut fanOut, WebhookDeliverer deliverer, DeliveryQueue queue, InstantSource clock) {
    // What the Standard Webhooks specification recommends: 15 to 30 seconds.
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var sqs = AwsClients.configure(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var client = new WebhookClient(
                PublicAddress::isPublic, (SSLSocketFactory) SSLSocketFactory.getDefault(), REQUEST_TIMEOUT);
        return of(
                new EventEndpointStore(dynamo, table),
                new WebhookDeliveryStore(dynamo, table),
                new DeliveryQueue(sqs, EnvironmentVariable.WEBHOOK_QUEUE_URL.require(environment)),
                client,
                mailQueue(sqs, EnvironmentVariable.MAIL_QUEUE_URL.require(environment)),
                clock);
    }

    static Wiring of(
            EventEndpointStore endpoints,
            WebhookDeliveryStore deliveries,
            DeliveryQueue queue,
            WebhookClient client,
            Consumer<EventEndpoint> reportSwitchedOff,
            InstantSource clock) {
        return new Wiring(
                new EventFanOut(endpoints, deliveries, queue),
                new WebhookDeliverer(
                        endpoints, deliveries, client, new RetrySchedule(new SecureRandom()), reportSwitchedOff, clock),
                queue,
                clock);
    }

    /// Returns what asks for an e-mail about an endpoint that was switched off.
    static Consumer<EventEndpoint> mailQueue(SqsClient sqs, String url) {
        return endpoint -> {
            var _ = AwsCall.run(
                    "the e-mail about a webhook endpoint could not be requested",
                    () -> sqs.sendMessage(send -> send.queueUrl(url)
                            .messageBody(SwitchedOffEvent.of(endpoint).toText())));
        };
    }
}
