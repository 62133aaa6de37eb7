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
    private static final int LONGEST_WAIT_SECONDS = 600;
    private static final int LONGEST_WAIT_OF_USAGE_SECONDS = 300;

    private final Queue usage;
    private final Queue invalid;

    QueueAlarms(Construct scope, Data data, Api api) {
        super(scope, "Queues");
        usage = data.usage().queue();
        invalid = data.usage().invalid();
        for (var stack : List.<Stack>of(data, api))
            for (var construct : stack.getNode().findAll()) if (construct instanceof Queue queue) watch(queue);
    }

    private void watch(Queue queue) {
        var path = queue.getNode().getPath();
        var name = path.substring(path.indexOf('/') + 1).replace("/", "");
        if (queue.getDeadLetterQueue() == null) filled(name, queue);
        else waiting(name, queue);
    }

    private void filled(String name, Queue queue) {
        var alarm = queue.equals(invalid)
                ? Alarms.of(this, name, Runbook.INVALID_USAGE, "A feature reports usage that can never be booked.")
                : Alarms.of(
                        this, name, Runbook.DEAD_LETTERS, "Messages have failed permanently and wait in " + name + ".");
        alarm.metric(queue.metricApproximateNumberOfMessagesVisible(most()))
                .threshold(1)
                .build();
    }

    private void waiting(String name, Queue queue) {
        Alarms.of(this, name, Runbook.QUEUE_WAITS, "The oldest message in " + name + " has waited too long.")
                .metric(queue.metricApproximateAgeOfOldestMessage(most()))
                .threshold(queue.equals(usage) ? LONGEST_WAIT_OF_USAGE_SECONDS : LONGEST_WAIT_SECONDS)
                .build();
    }

    private static MetricOptions most() {
        return MetricOptions.builder()
                .statistic("Maximum")
                .period(Duration.minutes(1))
                .build();
    }
}
