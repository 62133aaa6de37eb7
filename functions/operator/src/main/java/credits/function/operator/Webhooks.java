package credits.function.operator;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.event.WebhookMessage;
import credits.http.ApiRequest;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.settings.EnvironmentVariable;
import credits.webhook.EndpointId;
import credits.webhook.EventEndpoint;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDeliveryStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The webhook endpoints of the platform and their deliveries.
///
/// @param send queues a delivery for the function that sends it
record Webhooks(EventEndpointStore endpoints, WebhookDeliveryStore deliveries, Consumer<WebhookDelivery> send) {
    /// Returns the webhooks of the stage; empty if it has none.
    static Optional<Webhooks> of(Map<String, String> environment, DynamoDbClient dynamo, String table) {
        return EnvironmentVariable.WEBHOOK_QUEUE_URL
                .find(environment)
                .map(queue -> new Webhooks(
                        new EventEndpointStore(dynamo, table),
                        new WebhookDeliveryStore(dynamo, table),
                        sender(environment, queue)));
    }

    // A fair queue: the endpoint is the group.
    private static Consumer<WebhookDelivery> sender(Map<String, String> environment, String queue) {
        var sqs = AwsClients.configure(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        return delivery -> {
            var message = new WebhookMessage(delivery.endpoint(), delivery.id());
            var _ = AwsCall.run(
                    "the queue of webhooks did not answer",
                    () -> sqs.sendMessage(send -> send.queueUrl(queue)
                            .messageGroupId(delivery.endpoint().value())
                            .messageBody(message.toText())));
        };
    }

    /// Returns the endpoint in the path of `request`. Without one, [ProblemException] is thrown with 404.
    EventEndpoint endpointOf(ApiRequest request) {
        return endpoints.find(endpointIdOf(request)).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    static EndpointId endpointIdOf(ApiRequest request) {
        try {
            return new EndpointId(request.pathParameter("id"));
        } catch (IllegalArgumentException otherForm) {
            throw new ProblemException(Problem.invalidRequest("/path/id", String.valueOf(otherForm.getMessage())));
        }
    }
}
