package credits.local.queue;

import credits.local.template.Places;
import credits.local.template.Queue;
import java.net.URI;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// SQS: ElasticMQ in this process, with the template's queues. Messages live in memory and end with the process.
public final class Queues implements AutoCloseable {
    private final SQSRestServer server;
    private final SqsClient client;

    private Queues(SQSRestServer server, SqsClient client) {
        this.server = server;
        this.client = client;
    }

    /// Starts at `places.queues()`, without queues yet.
    public static Queues start(Places places) {
        var at = places.queues();
        var server = SQSRestServerBuilder.withInterface(at.getHost())
                .withPort(at.getPort())
                .withServerAddress(new NodeAddress(at.getScheme(), at.getHost(), at.getPort(), ""))
                .withAWSRegion(Places.REGION)
                .withAWSAccountId(Places.ACCOUNT)
                .start();
        var _ = server.waitUntilStarted();
        return new Queues(server, client(at));
    }

    /// Makes the queues, dead letters first: SQS refuses a redrive to a queue that does not exist.
    public void create(List<Queue> queues) {
        queues.stream()
                .sorted(Comparator.comparing(queue -> queue.redrive().isPresent()))
                .forEach(queue -> client.createQueue(
                        request -> request.queueName(queue.name()).attributes(attributes(queue))));
    }

    public SqsClient client() {
        return client;
    }

    /// Does not wait: ElasticMQ would, up to a minute, for connections that only its clients can end.
    @Override
    public void close() {
        client.close();
        var _ = server.stopAndGetFuture().apply();
    }

    private static Map<QueueAttributeName, String> attributes(Queue queue) {
        var attributes = new EnumMap<QueueAttributeName, String>(QueueAttributeName.class);
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilitySeconds()));
        if (queue.fifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(
                    QueueAttributeName.CONTENT_BASED_DEDUPLICATION, String.valueOf(queue.contentBasedDeduplication()));
        }
        queue.redrive()
                .ifPresent(redrive -> attributes.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + redrive.deadLetters() + "\",\"maxReceiveCount\":"
                                + redrive.maxReceiveCount() + "}"));
        return attributes;
    }

    private static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Places.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
