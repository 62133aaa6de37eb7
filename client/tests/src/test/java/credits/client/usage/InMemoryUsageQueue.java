package credits.client.usage;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The usage queue as it is deployed: FIFO with content-based deduplication, in an embedded SQS.
public final class InMemoryUsageQueue implements AutoCloseable {
    private final SQSRestServer server;
    private final SqsClient client;
    private final String url;

    public InMemoryUsageQueue() {
        server = SQSRestServerBuilder.withDynamicPort()
                .withInterface("localhost")
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        client = SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        var path = URI.create(client.createQueue(create -> create.queueName("Usage.fifo")
                                .attributes(Map.of(
                                        QueueAttributeName.FIFO_QUEUE, "true",
                                        QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
                        .queueUrl())
                .getPath();
        url = "http://localhost:" + port + path;
    }

    public String url() {
        return url;
    }

    SqsClient client() {
        return client;
    }

    /// Receives and deletes all messages of the queue, in order.
    public List<Message> drain() {
        var all = new ArrayList<Message>();
        while (true) {
            var some = client.receiveMessage(receive -> receive.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            if (some.isEmpty()) return all;
            all.addAll(some);
            for (var message : some) {
                var _ = client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
    }

    @Override
    public void close() {
        client.close();
        var _ = server.stopAndGetFuture().apply();
    }
}
