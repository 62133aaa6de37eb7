package credits.infrastructure;

import credits.logging.LogWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// The dashboard: uncovered usage, the lag of bookings, conflicts between writers, and the cost of a million reports.
final class OperationsDashboard extends Construct {
    private static final int HALF_WIDTH = 12;
    private static final Duration PERIOD = Duration.minutes(5);
    // Prices in USD in us-east-1, November 2026, see docs/costs.md. Other regions differ by a few percent.
    private static final String COST_PER_MILLION_REPORTS =
            "(units * 0.625 + milliseconds * 1.7275 * 0.0133334) / reports";

    private static final String BOOKED_PATTERN = "*" + LogWord.BOOKED.text() + "*" + LogWord.UNCOVERED.text() + "*";
    // The line of a report ends with its uncovered lines.
    private static final String NOTHING_UNCOVERED_PATTERN = "*:0}";

    private final StageSettings settings;

    OperationsDashboard(Construct scope, StageSettings settings, DataStack dataStack, ApiStack apiStack) {
        super(scope, "Board");
        this.settings = settings;
        var queue = dataStack.usageQueues().queue();
        var table = dataStack.accountTable().table();
        var debit = apiStack.function("Debit");
        var board = Dashboard.Builder.create(this, "Dashboard").build();
        board.addWidgets(
                graph("Reports with uncovered usage", uncoveredMetric(debit, apiStack.function("Authorization"))),
                graph(
                        "Booking lag: age of the oldest report, seconds",
                        queue.metricApproximateAgeOfOldestMessage(metricOptions("Maximum"))));
        board.addWidgets(
                graph("Write conflicts", conditionalCheckFailures(table), transactionConflicts(table)),
                graph(
                        "Cost per million reports, USD",
                        costMetric(table, debit, queue.metricNumberOfMessagesDeleted(metricOptions("Sum")))));
        board.addWidgets(functionWidgets(apiStack).toArray(IWidget[]::new));
    }

    // Two filters count into one metric: usage comes through the queue or through the API.
    private IMetric uncoveredMetric(JavaFunction debit, JavaFunction authorization) {
        var _ = MetricFilter.Builder.create(this, "UncoveredByApi")
                .logGroup(authorization.logGroup())
                // Its line names uncovered lines only if there are any.
                .filterPattern(FilterPattern.stringValue("$.message", "=", BOOKED_PATTERN))
                .metricNamespace(RunbookAlarm.NAMESPACE)
                .metricName(settings.stackName("Uncovered"))
                .build();
        return MetricFilter.Builder.create(this, "Uncovered")
                .logGroup(debit.logGroup())
                .filterPattern(FilterPattern.all(
                        FilterPattern.stringValue("$.message", "=", BOOKED_PATTERN),
                        FilterPattern.stringValue("$.message", "!=", NOTHING_UNCOVERED_PATTERN)))
                .metricNamespace(RunbookAlarm.NAMESPACE)
                .metricName(settings.stackName("Uncovered"))
                .build()
                .metric(metricOptions("Sum"));
    }

    private static IMetric conditionalCheckFailures(TableV2 table) {
        return tableMetric(table, "ConditionalCheckFailedRequests");
    }

    private static IMetric transactionConflicts(TableV2 table) {
        return tableMetric(table, "TransactionConflict");
    }

    private static IMetric costMetric(TableV2 table, JavaFunction debit, IMetric reports) {
        return MathExpression.Builder.create()
                .expression(COST_PER_MILLION_REPORTS)
                .usingMetrics(new TreeMap<>(Map.of(
                        "units", tableMetric(table, "ConsumedWriteCapacityUnits"),
                        "milliseconds", debit.liveAlias().metricDuration(metricOptions("Sum")),
                        "reports", reports)))
                .period(PERIOD)
                .label("USD")
                .build();
    }

    private static List<IWidget> functionWidgets(ApiStack apiStack) {
        var slowest = new ArrayList<IMetric>();
        var failures = new ArrayList<IMetric>();
        for (var function : apiStack.functions()) {
            slowest.add(function.liveAlias().metricDuration(metricOptions("p99")));
            failures.add(function.liveAlias().metricErrors(metricOptions("Sum")));
        }
        return List.of(
                graph("Duration p99, milliseconds", slowest.toArray(IMetric[]::new)),
                graph("Function errors", failures.toArray(IMetric[]::new)));
    }

    private static IMetric tableMetric(TableV2 table, String metric) {
        return Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName(metric)
                .dimensionsMap(Map.of("TableName", table.getTableName()))
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(HALF_WIDTH)
                .left(List.of(metrics))
                .build();
    }

    private static MetricOptions metricOptions(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
    }
}
