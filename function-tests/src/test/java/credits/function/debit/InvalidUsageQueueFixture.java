package credits.function.debit;

import static java.util.Objects.requireNonNull;

import credits.local.aws.role.RoleInterceptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// An invalid-usage queue in an embedded SQS, with access to its contents.
final class InvalidUsageQueueFixture {
    private static final SqsClient SQS = start();

    private final String url;

    InvalidUsageQueueFixture(String name) {
        url = SQS.createQueue(create ->
                        create.queueName(name + ".fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
    }

    private static SqsClient start() {
        var server = SQSRestServerBuilder.withDynamicPort()
                .withInterface("localhost")
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        override -> override.addExecutionInterceptor(new RoleInterceptor("sqs", "UsageInvalid.Arn")))
                .build();
    }

    InvalidUsageQueue queue() {
        return new InvalidUsageQueue(SQS, url);
    }

    /// A queue that cannot be reached, because it does not exist.
    static InvalidUsageQueue unreachableQueue() {
        return new InvalidUsageQueue(SQS, "http://localhost:1/000000000000/none.fifo");
    }

    /// The reason of each message, in order.
    List<String> reasons() {
        return messages().stream()
                .map(message -> requireNonNull(message.messageAttributes().get("reason_code"))
                        .stringValue())
                .toList();
    }

    List<Message> messages() {
        return SQS.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(0)
                        .messageAttributeNames("All"))
                .messages();
    }
}
