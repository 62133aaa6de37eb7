package credits.infrastructure;

import java.util.List;
import java.util.TreeSet;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AnomalyDetectionAlarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// An alarm for each source that `usageProducers` names, on usage far above what the source usually has at this time of
/// the week: a leaked credential or a loop in a feature spends the credits of its organisations. CloudWatch learns what
/// is usual from two weeks of the source's own usage.
///
/// Other sources have no alarm: a sender that may report for any source could invent as many as it likes, and each
/// metric costs.
final class SourceAlarms extends Construct {
    private static final Duration PERIOD = Duration.minutes(15);
    private static final int PERIODS = 3;
    // One busy quarter of an hour is no incident.
    private static final int UNUSUAL_PERIODS = 2;
    // The width of the band of usual values, in standard deviations.
    private static final int BAND_WIDTH = 4;

    SourceAlarms(Construct scope, StageSettings settings, ApiStack apiStack) {
        super(scope, "Sources");
        var functions = List.of(apiStack.function("Debit"), apiStack.function("Authorization"));
        for (var source : new TreeSet<>(settings.usageProducers().sources())) {
            // Two sources that differ in other characters only are refused by the CDK.
            var name = source.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
            AnomalyDetectionAlarm.Builder.create(this, name)
                    .alarmDescription("The usage of the source %s is far above what is usual. What to do: %s"
                            .formatted(source, Runbook.SOURCE_RISES.path()))
                    .metric(usageMetric(settings.stackName("UsageOf-" + name), source, functions))
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD)
                    .stdDevs(BAND_WIDTH)
                    .evaluationPeriods(PERIODS)
                    .datapointsToAlarm(UNUSUAL_PERIODS)
                    .treatMissingData(TreatMissingData.NOT_BREACHING)
                    .build();
        }
    }

    // In millionths of a euro. Usage comes through the queue or through the API.
    private Metric usageMetric(String metricName, String source, List<JavaFunction> functions) {
        for (var function : functions) {
            MetricFilter.Builder.create(
                            this, metricName + "-" + function.getNode().getId())
                    .logGroup(function.logGroup())
                    .filterPattern(FilterPattern.stringValue("$.source", "=", source))
                    .metricNamespace(RunbookAlarm.NAMESPACE)
                    .metricName(metricName)
                    .metricValue("$.used_micros")
                    .build();
        }
        return Metric.Builder.create()
                .namespace(RunbookAlarm.NAMESPACE)
                .metricName(metricName)
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }
}
