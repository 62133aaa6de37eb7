package credits.infrastructure;

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
final class Board extends Construct {
    private static final int HALF_OF_THE_PAGE = 12;
    private static final Duration PERIOD = Duration.minutes(5);
    // Prices in USD in us-east-1, November 2026, see docs/costs.md. Other regions differ by a few percent.
    private static final String COST_OF_A_MILLION = "(units * 0.625 + milliseconds * 1.7275 * 0.0133334) / reports";

    private final Settings settings;

    Board(Construct scope, Settings settings, Data data, Api api) {
        super(scope, "Board");
        this.settings = settings;
        var queue = data.usage().queue();
        var table = data.accounts().table();
        var debit = api.function("Debit");
        var board = Dashboard.Builder.create(this, "Dashboard").build();
        board.addWidgets(
                graph("Reports with uncovered usage", uncovered(debit)),
                graph(
                        "Booking lag: age of the oldest report, seconds",
                        queue.metricApproximateAgeOfOldestMessage(of("Maximum"))));
        board.addWidgets(
                graph("Write conflicts", conditionsFailed(table), conflicts(table)),
                graph(
                        "Cost per million reports, USD",
                        cost(table, debit, queue.metricNumberOfMessagesDeleted(of("Sum")))));
        board.addWidgets(durations(api).toArray(IWidget[]::new));
    }

    // `uncovered` is the cost of a report that was not debited: "0" if all of it was.
    private IMetric uncovered(JavaFunction debit) {
        return MetricFilter.Builder.create(this, "Uncovered")
                .logGroup(debit.logGroup())
                .filterPattern(FilterPattern.all(
                        FilterPattern.stringValue("$.message", "=", "*booked*uncovered*"),
                        FilterPattern.stringValue("$.message", "!=", NOTHING_UNCOVERED)))
                .metricNamespace(Alarms.NAMESPACE)
                .metricName(settings.stackName("Uncovered"))
                .build()
                .metric(of("Sum"));
    }

    private static final String NOTHING_UNCOVERED = "*:0}";

    private static IMetric conditionsFailed(TableV2 table) {
        return ofTable(table, "ConditionalCheckFailedRequests");
    }

    private static IMetric conflicts(TableV2 table) {
        return ofTable(table, "TransactionConflict");
    }

    private static IMetric cost(TableV2 table, JavaFunction debit, IMetric reports) {
        return MathExpression.Builder.create()
                .expression(COST_OF_A_MILLION)
                .usingMetrics(new TreeMap<>(Map.of(
                        "units", ofTable(table, "ConsumedWriteCapacityUnits"),
                        "milliseconds", debit.live().metricDuration(of("Sum")),
                        "reports", reports)))
                .period(PERIOD)
                .label("USD")
                .build();
    }

    private static List<IWidget> durations(Api api) {
        var slowest = new ArrayList<IMetric>();
        var failures = new ArrayList<IMetric>();
        for (var function : api.functions()) {
            slowest.add(function.live().metricDuration(of("p99")));
            failures.add(function.live().metricErrors(of("Sum")));
        }
        return List.of(
                graph("Duration p99, milliseconds", slowest.toArray(IMetric[]::new)),
                graph("Function errors", failures.toArray(IMetric[]::new)));
    }

    private static IMetric ofTable(TableV2 table, String metric) {
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
                .width(HALF_OF_THE_PAGE)
                .left(List.of(metrics))
                .build();
    }

    private static MetricOptions of(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
    }
}
