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
    private static final double MOST_FAILURES_PERCENT = 0.5;
    private static final int SLOW_MILLISECONDS = 2_000;
    private static final Duration PERIOD = Duration.minutes(5);

    HttpAlarms(Construct scope, Settings settings, Api api) {
        super(scope, "Http");
        Alarms.of(this, "ApiFails", Runbook.API_FAILS, "More than 0.5 % of API requests fail.")
                .metric(failuresPercent(api.routes()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(MOST_FAILURES_PERCENT)
                .build();
        Alarms.of(this, "WebhookFails", Runbook.WEBHOOK_FAILS, "The webhook failed; Stripe will redeliver.")
                .metric(webhookFailures(settings, api.routes()))
                .threshold(1)
                .build();
        Alarms.of(
                        this,
                        "WebhookSlow",
                        Runbook.WEBHOOK_FAILS,
                        "One in a hundred webhook calls takes longer than two seconds.")
                .metric(api.function("Webhook").live().metricDuration(options("p99")))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(SLOW_MILLISECONDS)
                .build();
    }

    private static IMetric failuresPercent(HttpRoutes routes) {
        return MathExpression.Builder.create()
                .expression("100 * failures / requests")
                .usingMetrics(new TreeMap<>(Map.of(
                        "failures", routes.api().metricServerError(options("Sum")),
                        "requests", routes.api().metricCount(options("Sum")))))
                .period(PERIOD)
                .label("error rate in percent")
                .build();
    }

    // Counted from the access log, because API Gateway charges for metrics by route.
    private Metric webhookFailures(Settings settings, HttpRoutes routes) {
        return MetricFilter.Builder.create(this, "WebhookFailures")
                .logGroup(routes.logGroup())
                .filterPattern(FilterPattern.all(
                        FilterPattern.stringValue("$.route", "=", "*webhook"),
                        FilterPattern.stringValue("$.status", "=", "5*")))
                .metricNamespace(Alarms.NAMESPACE)
                .metricName(settings.stackName("WebhookFailures"))
                .build()
                .metric(options("Sum"));
    }

    private static MetricOptions options(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
    }
}
