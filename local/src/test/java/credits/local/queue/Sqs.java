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

/// ElasticMQ with a usage queue whose messages are dead letters after three receipts.
final class Sqs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_RECEIPTS = 3;

    private final Places places;
    private final Queues queues;

    Sqs() throws IOException {
        places = new Places(URI.create("http://localhost:1"), free(), URI.create("http://localhost:2"));
        queues = Queues.start(places);
        queues.create(List.of(usage(), deadLetters()));
    }

    SqsClient client() {
        return queues.client();
    }

    Queue usage() {
        return queue("Usage.fifo", Optional.of(new Redrive(deadLetters().arn(), MOST_RECEIPTS)));
    }

    Queue deadLetters() {
        return queue("Dead.fifo", Optional.empty());
    }

    void send(String group, String body) {
        var _ = client().sendMessage(message ->
                message.queueUrl(usage().url()).messageGroupId(group).messageBody(body));
    }

    void awaitCount(Queue queue, int expected) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(queue) != expected)
            if (System.nanoTime() > deadline) throw new AssertionError(queue.name() + " holds " + count(queue));
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

    private Queue queue(String name, Optional<Redrive> redrive) {
        var url = places.queues() + "/" + Places.ACCOUNT + "/" + name;
        var arn = "arn:aws:sqs:" + Places.REGION + ":" + Places.ACCOUNT + ":" + name;
        return new Queue(name, url, arn, true, true, 60, redrive);
    }

    private static URI free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
