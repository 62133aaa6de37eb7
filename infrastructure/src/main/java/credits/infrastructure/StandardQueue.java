package credits.infrastructure;

import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// A standard queue with its dead-letter queue, or a dead-letter queue alone.
final class StandardQueue extends Construct {
    private final Queue queue;
    private final Optional<Queue> deadLetterQueue;

    /// Creates a dead-letter queue.
    StandardQueue(Construct scope, String id, StageSettings settings) {
        super(scope, id);
        deadLetterQueue = Optional.empty();
        queue = newDeadLetterQueue("Letters", settings);
    }

    /// Creates a queue with its dead-letter queue.
    ///
    /// @param visibilityTimeout the visibility timeout: how long a message is hidden while it is processed
    /// @param maxReceives the number of deliveries before a message becomes a dead letter
    StandardQueue(Construct scope, String id, StageSettings settings, Duration visibilityTimeout, int maxReceives) {
        super(scope, id);
        var dead = newDeadLetterQueue("DeadLetters", settings);
        deadLetterQueue = Optional.of(dead);
        queue = builder("Queue", settings)
                .retentionPeriod(Duration.days(4))
                .visibilityTimeout(visibilityTimeout)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(maxReceives)
                        .build())
                .build();
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetterQueue() {
        return deadLetterQueue.orElseThrow();
    }

    private Queue newDeadLetterQueue(String id, StageSettings settings) {
        var dead = builder(id, settings).retentionPeriod(Duration.days(14)).build();
        AcceptedFinding.awsSolutions("SQS3").acceptAt(dead, "It is a dead-letter queue.");
        AcceptedFinding.serverless("SQSRedrivePolicy").acceptAt(dead, "It is a dead-letter queue.");
        return dead;
    }

    private Queue.Builder builder(String id, StageSettings settings) {
        return Queue.Builder.create(this, id)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(settings.removalPolicy());
    }
}
