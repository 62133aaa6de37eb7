package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// An alarm on every queue: dead-letter and invalid-usage queues must be empty, the others must not back up.
final class QueueAlarms extends Construct {
    // The age metric of a standard queue ignores messages received three times, which are six minutes apart.
    private static final int MAX_AGE_SECONDS = 600;
    private static final int MAX_USAGE_AGE_SECONDS = 300;

    private final Queue usage;
    private final Queue invalid;

    QueueAlarms(Construct scope, DataStack dataStack, ApiStack apiStack) {
        super(scope, "Queues");
        usage = dataStack.usageQueues().queue();
        invalid = dataStack.usageQueues().invalidQueue();
        for (var stack : List.<Stack>of(dataStack, apiStack))
            for (var construct : stack.getNode().findAll()) if (construct instanceof Queue queue) addAlarm(queue);
    }

    private void addAlarm(Queue queue) {
        var path = queue.getNode().getPath();
        var name = path.substring(path.indexOf('/') + 1).replace("/", "");
        if (queue.getDeadLetterQueue() == null) addNotEmptyAlarm(name, queue);
        else addAgeAlarm(name, queue);
    }

    private void addNotEmptyAlarm(String name, Queue queue) {
        var alarm = queue.equals(invalid)
                ? RunbookAlarm.builder(
                        this, name, Runbook.INVALID_USAGE, "A feature reports usage that can never be booked.")
                : RunbookAlarm.builder(
                        this, name, Runbook.DEAD_LETTERS, "Messages have failed permanently and wait in " + name + ".");
        alarm.metric(queue.metricApproximateNumberOfMessagesVisible(maximum()))
                .threshold(1)
                .build();
    }

    private void addAgeAlarm(String name, Queue queue) {
        RunbookAlarm.builder(this, name, Runbook.QUEUE_WAITS, "The oldest message in " + name + " has waited too long.")
                .metric(queue.metricApproximateAgeOfOldestMessage(maximum()))
                .threshold(queue.equals(usage) ? MAX_USAGE_AGE_SECONDS : MAX_AGE_SECONDS)
                .build();
    }

    private static MetricOptions maximum() {
        return MetricOptions.builder()
                .statistic("Maximum")
                .period(Duration.minutes(1))
                .build();
    }
}
