package credits.local.aws.sqs;

import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
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

/// SQS: ElasticMQ in this process, with the template's queues. Messages are kept in memory and end
/// with the process.
public final class InMemorySqs implements AutoCloseable {
    /// Pekko's own limits of 20 seconds would end the start on a busy machine.
    private static final List<String> START_TIMEOUTS =
            List.of("pekko.actor.creation-timeout", "pekko.stream.materializer.creation-timeout");

    private final SQSRestServer server;
    private final SqsClient client;

    private InMemorySqs(SQSRestServer server, SqsClient client) {
        this.server = server;
        this.client = client;
    }

    /// Starts at [LocalAddresses#sqs], without queues.
    public static InMemorySqs start(LocalAddresses addresses) {
        var uri = addresses.sqs();
        for (var timeout : START_TIMEOUTS) System.setProperty(timeout, "10 minutes");
        var server = SQSRestServerBuilder.withInterface(uri.getHost())
                .withPort(uri.getPort())
                .withServerAddress(new NodeAddress(uri.getScheme(), uri.getHost(), uri.getPort(), ""))
                .withAWSRegion(LocalAddresses.REGION)
                .withAWSAccountId(LocalAddresses.ACCOUNT)
                .start();
        var _ = server.waitUntilStarted();
        return new InMemorySqs(server, client(uri));
    }

    /// Creates the queues, dead-letter queues first: SQS rejects a redrive policy whose target does not exist.
    public void createQueues(List<QueueDefinition> queues) {
        queues.stream()
                .sorted(Comparator.comparing(queue -> queue.redrivePolicy().isPresent()))
                .forEach(queue -> client.createQueue(
                        request -> request.queueName(queue.name()).attributes(attributes(queue))));
    }

    public SqsClient client() {
        return client;
    }

    /// Does not wait: ElasticMQ would wait up to a minute for connections that only its clients can close.
    @Override
    public void close() {
        client.close();
        var _ = server.stopAndGetFuture().apply();
    }

    private static Map<QueueAttributeName, String> attributes(QueueDefinition queue) {
        var attributes = new EnumMap<QueueAttributeName, String>(QueueAttributeName.class);
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilityTimeoutSeconds()));
        if (queue.isFifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(
                    QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                    String.valueOf(queue.hasContentBasedDeduplication()));
        }
        queue.redrivePolicy()
                .ifPresent(redrivePolicy -> attributes.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + redrivePolicy.deadLetterTargetArn() + "\",\"maxReceiveCount\":"
                                + redrivePolicy.maxReceiveCount() + "}"));
        return attributes;
    }

    private static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalAddresses.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
