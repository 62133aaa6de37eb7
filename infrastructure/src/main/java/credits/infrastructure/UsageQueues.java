package credits.infrastructure;

import credits.settings.EnvironmentVariable;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AccountPrincipal;
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
final class UsageQueues extends Construct {
    /// The function's timeout for one batch.
    static final Duration BATCH_TIMEOUT = Duration.seconds(20);

    private static final int BATCH_SIZE = 10; // the maximum of a FIFO queue
    // Usage that cannot be booked yet, because the table or the code fails, is tried for a day: 720 times two
    // minutes.
    private static final int MAX_RECEIVES = 720;

    private static final String READ_BY_PEOPLE = "Only people read this queue: no consumer can fail on its messages.";

    private final Queue queue;
    private final Queue invalidQueue;
    private final ManagedPolicy producerPolicy;

    UsageQueues(Construct scope, StageSettings settings) {
        super(scope, "Usage");
        var deadLetters = fifoQueue("DeadLetters", settings)
                .retentionPeriod(Duration.days(14))
                .build();
        queue = fifoQueue("Queue", settings)
                .contentBasedDeduplication(true)
                .retentionPeriod(Duration.days(4))
                // AWS recommends at least six times the function's timeout, otherwise a slow batch is delivered again.
                .visibilityTimeout(
                        Duration.seconds(6 * BATCH_TIMEOUT.toSeconds().intValue()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(MAX_RECEIVES)
                        .build())
                .build();
        AcceptedFinding.serverless("SQSRedrivePolicy").acceptAt(deadLetters, "It is a dead-letter queue.");
        invalidQueue = fifoQueue("Invalid", settings)
                .retentionPeriod(Duration.days(14))
                .build();
        AcceptedFinding.awsSolutions("SQS3").acceptAt(invalidQueue, READ_BY_PEOPLE);
        AcceptedFinding.serverless("SQSRedrivePolicy").acceptAt(invalidQueue, READ_BY_PEOPLE);
        if (!settings.producerAccounts().isEmpty()) allowOtherAccounts(settings.producerAccounts());
        producerPolicy = ManagedPolicy.Builder.create(this, "Producers")
                .description("Allows features to report usage to Credits")
                .statements(List.of(allowSendTo(queue)))
                .build();
    }

    Queue queue() {
        return queue;
    }

    // Their own accounts decide who of them may.
    private void allowOtherAccounts(List<String> accounts) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(accounts.stream().map(AccountPrincipal::new).toList())
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .build());
    }

    /// The queue of usage that can never be booked, with the reason.
    Queue invalidQueue() {
        return invalidQueue;
    }

    /// The policy for the roles of features that report usage.
    ManagedPolicy producerPolicy() {
        return producerPolicy;
    }

    /// Feeds `function` from the queue, `concurrency` batches at a time.
    void addConsumer(JavaFunction function, int concurrency) {
        function.setEnvironment(EnvironmentVariable.INVALID_USAGE_QUEUE_URL, invalidQueue.getQueueUrl());
        function.allow(allowSendTo(invalidQueue));
        function.addEventSource(SqsEventSource.Builder.create(queue)
                .batchSize(BATCH_SIZE)
                .reportBatchItemFailures(true)
                .maxConcurrency(concurrency)
                .build());
    }

    private Queue.Builder fifoQueue(String id, StageSettings settings) {
        return Queue.Builder.create(this, id)
                .fifo(true)
                .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
                .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(settings.removalPolicy());
    }

    private static PolicyStatement allowSendTo(Queue queue) {
        return PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .build();
    }
}
