package credits.infrastructure;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// Alarms on the API as callers see it, and on the webhook, for which Stripe's payment page waits up to ten seconds.
final class HttpAlarms extends Construct {
    private static final double MAX_FAILURES_PERCENT = 0.5;
    private static final int SLOW_WEBHOOK_MILLIS = 2_000;
    private static final Duration PERIOD = Duration.minutes(5);

    HttpAlarms(Construct scope, StageSettings settings, ApiStack apiStack) {
        super(scope, "Http");
        RunbookAlarm.builder(this, "ApiFails", Runbook.API_FAILS, "More than 0.5 % of API requests fail.")
                .metric(failuresPercent(apiStack.routes()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(MAX_FAILURES_PERCENT)
                .build();
        RunbookAlarm.builder(this, "WebhookFails", Runbook.WEBHOOK_FAILS, "The webhook failed; Stripe will redeliver.")
                .metric(webhookFailures(settings, apiStack.routes()))
                .threshold(1)
                .build();
        RunbookAlarm.builder(
                        this,
                        "WebhookSlow",
                        Runbook.WEBHOOK_FAILS,
                        "One in a hundred webhook calls takes longer than two seconds.")
                .metric(apiStack.function("Webhook").liveAlias().metricDuration(metricOptions("p99")))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(SLOW_WEBHOOK_MILLIS)
                .build();
    }

    private static IMetric failuresPercent(HttpRoutes routes) {
        return MathExpression.Builder.create()
                .expression("100 * failures / requests")
                .usingMetrics(new TreeMap<>(Map.of(
                        "failures", routes.api().metricServerError(metricOptions("Sum")),
                        "requests", routes.api().metricCount(metricOptions("Sum")))))
                .period(PERIOD)
                .label("error rate in percent")
                .build();
    }

    // Counted from the access log, because API Gateway charges for metrics by route.
    private Metric webhookFailures(StageSettings settings, HttpRoutes routes) {
        return MetricFilter.Builder.create(this, "WebhookFailures")
                .logGroup(routes.logGroup())
                .filterPattern(FilterPattern.all(
                        FilterPattern.stringValue("$.route", "=", "*webhook"),
                        FilterPattern.stringValue("$.status", "=", "5*")))
                .metricNamespace(RunbookAlarm.NAMESPACE)
                .metricName(settings.stackName("WebhookFailures"))
                .build()
                .metric(metricOptions("Sum"));
    }

    private static MetricOptions metricOptions(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
    }
}
