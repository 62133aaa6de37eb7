package credits.infrastructure;

import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// A standard queue with its dead-letter queue, or a dead-letter queue alone.
final class PlainQueue extends Construct {
    private final Queue queue;
    private final Optional<Queue> deadLetters;

    /// Creates a dead-letter queue.
    PlainQueue(Construct scope, String id, Settings settings) {
        super(scope, id);
        deadLetters = Optional.empty();
        queue = dead("Letters", settings);
    }

    /// Creates a queue with its dead-letter queue.
    ///
    /// @param visibility the visibility timeout: how long a message is hidden while it is processed
    /// @param attempts the number of deliveries before a message becomes a dead letter
    PlainQueue(Construct scope, String id, Settings settings, Duration visibility, int attempts) {
        super(scope, id);
        var dead = dead("DeadLetters", settings);
        deadLetters = Optional.of(dead);
        queue = builder("Queue", settings)
                .retentionPeriod(Duration.days(4))
                .visibilityTimeout(visibility)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(attempts)
                        .build())
                .build();
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetters() {
        return deadLetters.orElseThrow();
    }

    private Queue dead(String id, Settings settings) {
        var dead = builder(id, settings).retentionPeriod(Duration.days(14)).build();
        Finding.solutions("SQS3").acceptedAt(dead, "It is a dead-letter queue.");
        Finding.serverless("SQSRedrivePolicy").acceptedAt(dead, "It is a dead-letter queue.");
        return dead;
    }

    private Queue.Builder builder(String id, Settings settings) {
        return Queue.Builder.create(this, id)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(settings.removal());
    }
}
