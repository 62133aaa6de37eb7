package credits.local.queue;

import credits.local.template.Places;
import credits.local.template.Queue;
import credits.local.template.Queue.Redrive;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// ElasticMQ with a usage queue whose messages are dead letters after three receipts; the same server can have several.
final class Sqs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_RECEIPTS = 3;

    private final Places places;
    private final Queues queues;
    private final String name;

    private Sqs(Places places, Queues queues, String name) {
        this.places = places;
        this.queues = queues;
        this.name = name;
        queues.create(List.of(usage(), deadLetters()));
    }

    static Sqs start() throws IOException {
        var places = new Places(URI.create("http://localhost:1"), free(), URI.create("http://localhost:2"));
        return new Sqs(places, Queues.start(places), "");
    }

    /// The same server with queues of their own.
    Sqs named(String other) {
        return new Sqs(places, queues, other);
    }

    SqsClient client() {
        return queues.client();
    }

    Queue usage() {
        return queue(
                "Usage" + name + ".fifo", Optional.of(new Redrive(deadLetters().arn(), MOST_RECEIPTS)));
    }

    Queue deadLetters() {
        return queue("Dead" + name + ".fifo", Optional.empty());
    }

    void send(String group, String body) {
        var _ = client().sendMessage(message ->
                message.queueUrl(usage().url()).messageGroupId(group).messageBody(body));
    }

    void awaitCount(Queue queue, int expected) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(queue) != expected)
            if (System.nanoTime() - deadline > 0) throw new AssertionError(queue.name() + " holds " + count(queue));
    }

    /// Visible or not.
    int count(Queue queue) {
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
        queues.close();
    }

    private Queue queue(String queue, Optional<Redrive> redrive) {
        var url = places.queues() + "/" + Places.ACCOUNT + "/" + queue;
        var arn = "arn:aws:sqs:" + Places.REGION + ":" + Places.ACCOUNT + ":" + queue;
        return new Queue(queue, url, arn, true, true, 60, redrive);
    }

    private static URI free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
