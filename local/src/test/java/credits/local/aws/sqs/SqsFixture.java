package credits.local.aws.sqs;

import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
import credits.local.aws.template.QueueDefinition.RedrivePolicy;
import credits.local.http.LocalPorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// ElasticMQ with a usage queue whose messages become dead letters after three receipts. One server can have
/// several such queues.
final class SqsFixture implements AutoCloseable {
    private static final Duration AWAIT_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_RECEIVE_COUNT = 3;

    private final LocalAddresses addresses;
    private final InMemorySqs inMemorySqs;
    private final String name;

    private SqsFixture(LocalAddresses addresses, InMemorySqs sqs, String name) {
        this.addresses = addresses;
        this.inMemorySqs = sqs;
        this.name = name;
        sqs.createQueues(List.of(usageQueue(), deadLetterQueue()));
    }

    static SqsFixture start() {
        var addresses = new LocalAddresses(
                URI.create("http://localhost:1"), LocalPorts.freeAddress(), URI.create("http://localhost:2"));
        return new SqsFixture(addresses, InMemorySqs.start(addresses), "");
    }

    /// Another set of queues on the same server.
    SqsFixture named(String other) {
        return new SqsFixture(addresses, inMemorySqs, other);
    }

    SqsClient client() {
        return inMemorySqs.client();
    }

    QueueDefinition usageQueue() {
        return queue(
                "Usage" + name + ".fifo",
                Optional.of(new RedrivePolicy(deadLetterQueue().arn(), MAX_RECEIVE_COUNT)));
    }

    QueueDefinition deadLetterQueue() {
        return queue("Dead" + name + ".fifo", Optional.empty());
    }

    void send(String group, String body) {
        var _ = client().sendMessage(message ->
                message.queueUrl(usageQueue().url()).messageGroupId(group).messageBody(body));
    }

    void awaitCount(QueueDefinition queue, int expected) {
        var deadline = System.nanoTime() + AWAIT_TIMEOUT.toNanos();
        while (count(queue) != expected)
            if (System.nanoTime() - deadline > 0) throw new AssertionError(queue.name() + " holds " + count(queue));
    }

    /// The number of messages in a queue, visible or not.
    int count(QueueDefinition queue) {
        return client()
                .getQueueAttributes(request -> request.queueUrl(queue.url()).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().name().startsWith("APPROXIMATE_NUMBER_OF_MESSAGES"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    @Override
    public void close() {
        inMemorySqs.close();
    }

    private QueueDefinition queue(String queue, Optional<RedrivePolicy> redrivePolicy) {
        var url = addresses.sqs() + "/" + LocalAddresses.ACCOUNT + "/" + queue;
        var arn = "arn:aws:sqs:" + LocalAddresses.REGION + ":" + LocalAddresses.ACCOUNT + ":" + queue;
        return new QueueDefinition(queue, url, arn, true, true, 60, redrivePolicy);
    }
}
