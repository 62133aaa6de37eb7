package credits.infrastructure;

import credits.wire.Variable;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queues of usage: the FIFO queue that features report to (one message group per organisation, so that
/// organisations do not wait for each other), and the two queues that hold what could not be booked until a
/// person has investigated.
final class UsageIntake extends Construct {
    /// The function's timeout for one batch.
    static final Duration BATCH_TIMEOUT = Duration.seconds(20);

    private static final int BATCH_SIZE = 10; // the maximum of a FIFO queue
    private static final int ATTEMPTS = 5;

    private static final String NOBODY_TAKES = "Only people read this queue: no consumer can fail on its messages.";

    private final Queue queue;
    private final Queue invalid;
    private final ManagedPolicy producers;

    UsageIntake(Construct scope, Settings settings) {
        super(scope, "Usage");
        var deadLetters =
                fifo("DeadLetters", settings).retentionPeriod(Duration.days(14)).build();
        queue = fifo("Queue", settings)
                .contentBasedDeduplication(true)
                .retentionPeriod(Duration.days(4))
                // AWS recommends at least six times the function's timeout, otherwise a slow batch is delivered again.
                .visibilityTimeout(
                        Duration.seconds(6 * BATCH_TIMEOUT.toSeconds().intValue()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(ATTEMPTS)
                        .build())
                .build();
        Finding.serverless("SQSRedrivePolicy").acceptedAt(deadLetters, "It is a dead-letter queue.");
        invalid = fifo("Invalid", settings).retentionPeriod(Duration.days(14)).build();
        Finding.solutions("SQS3").acceptedAt(invalid, NOBODY_TAKES);
        Finding.serverless("SQSRedrivePolicy").acceptedAt(invalid, NOBODY_TAKES);
        producers = ManagedPolicy.Builder.create(this, "Producers")
                .description("Allows features to report usage to Credits")
                .statements(List.of(sendTo(queue)))
                .build();
    }

    Queue queue() {
        return queue;
    }

    /// The queue of usage that can never be booked, with the reason.
    Queue invalid() {
        return invalid;
    }

    /// The policy for the roles of features that report usage.
    ManagedPolicy producers() {
        return producers;
    }

    /// Feeds `function` from the queue, `concurrency` batches at a time.
    void feed(JavaFunction function, int concurrency) {
        function.set(Variable.INVALID_USAGE_QUEUE_URL, invalid.getQueueUrl());
        function.allow(sendTo(invalid));
        function.takes(SqsEventSource.Builder.create(queue)
                .batchSize(BATCH_SIZE)
                .reportBatchItemFailures(true)
                .maxConcurrency(concurrency)
                .build());
    }

    private Queue.Builder fifo(String id, Settings settings) {
        return Queue.Builder.create(this, id)
                .fifo(true)
                .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
                .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(settings.removal());
    }

    private static PolicyStatement sendTo(Queue queue) {
        return PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .build();
    }
}
