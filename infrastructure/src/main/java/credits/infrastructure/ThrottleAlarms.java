package credits.infrastructure;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.constructs.Construct;

/// Alarms on what AWS refuses or retries without a line in our logs: throttled calls of functions and table,
/// and failed executions of pipes. A burst passes by itself, so that an alarm takes two of three periods.
final class ThrottleAlarms extends Construct {
    private static final Duration PERIOD = Duration.minutes(5);
    private static final int PERIODS = 3;
    private static final int THROTTLED_PERIODS = 2;

    ThrottleAlarms(Construct scope, DataStack dataStack, ApiStack apiStack) {
        super(scope, "Throttles");
        alarm("Functions", Runbook.FUNCTIONS_THROTTLED, "Lambda refuses calls: too many run at once.")
                // Concurrency is a limit of the account, and so is this metric.
                .metric(metric("AWS/Lambda", "Throttles", Map.of()))
                .build();
        alarm("Table", Runbook.TABLE_THROTTLED, "DynamoDB refuses calls: one account or the table is too busy.")
                .metric(throttlesOf(dataStack.accountTable().table()))
                .build();
        for (var construct : apiStack.getNode().findAll())
            if (construct instanceof CfnPipe pipe)
                alarm(pipe.getNode().getId(), Runbook.PIPE_FAILS, "A pipe fails: events and e-mail are late.")
                        .metric(metric("AWS/EventBridge/Pipes", "ExecutionFailed", Map.of("PipeName", pipe.getRef())))
                        .build();
    }

    private Alarm.Builder alarm(String id, Runbook runbook, String summary) {
        return RunbookAlarm.builder(this, id, runbook, summary)
                .threshold(1)
                .evaluationPeriods(PERIODS)
                .datapointsToAlarm(THROTTLED_PERIODS);
    }

    // DynamoDB reports only what is throttled, and its alarms ignore missing data: they would never recover.
    private static IMetric throttlesOf(TableV2 table) {
        var dimensions = Map.of("TableName", table.getTableName());
        return MathExpression.Builder.create()
                .expression("FILL(reads, 0) + FILL(writes, 0)")
                .usingMetrics(new TreeMap<>(Map.of(
                        "reads", metric("AWS/DynamoDB", "ReadThrottleEvents", dimensions),
                        "writes", metric("AWS/DynamoDB", "WriteThrottleEvents", dimensions))))
                .period(PERIOD)
                .label("throttled calls")
                .build();
    }

    private static Metric metric(String namespace, String name, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }
}
