package credits.infrastructure.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Alarms: every condition that needs a person notifies the person on duty and names its runbook.
class AlarmsTest {
    private static final Pattern RUNBOOK = Pattern.compile("What to do: (docs/runbooks/[a-z-]+\\.md)$");

    /// Red when `FunctionDeployments` leaves out a function.
    @ParameterizedTest
    @EnumSource
    void every_function_has_a_failure_alarm(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functionsWithRollback()) {
            var alarm = templates.resourceNamed("Deployments" + function.name().replace("Function", "Fails"));

            assertThat(metrics(alarm, templates)).contains("Errors of " + function.name());
        }
    }

    /// Red when `QueueAlarms` skips a queue, or watches the age of dead letters.
    @ParameterizedTest
    @EnumSource
    void every_queue_has_an_alarm_and_the_first_dead_letter_raises_it(DeploymentStage stage) {
        var templates = stage.templates();
        for (var queue : templates.all("AWS::SQS::Queue")) {
            var holds = queue.property("RedrivePolicy").isMissingNode();
            var metric = holds ? "ApproximateNumberOfMessagesVisible" : "ApproximateAgeOfOldestMessage";
            var watching = templates.all("AWS::CloudWatch::Alarm").stream()
                    .filter(alarm -> metrics(alarm, templates).contains(metric + " of " + queue.name() + ".QueueName"))
                    .toList();

            assertThat(watching).as(queue.name()).hasSize(1);
            assertThat(watching.getFirst().property("Threshold").intValue())
                    .isLessThanOrEqualTo(holds ? 1 : 600)
                    .isPositive();
        }
    }

    /// The age metric of a standard queue ignores messages received three times. Red with a threshold of half an hour.
    @ParameterizedTest
    @EnumSource
    void a_message_that_keeps_failing_raises_an_alarm_before_its_age_is_no_longer_counted(DeploymentStage stage) {
        var templates = stage.templates();
        var queues = templates.all("AWS::SQS::Queue").stream()
                .filter(queue -> !queue.property("RedrivePolicy").isMissingNode())
                .filter(queue -> !queue.property("FifoQueue").asBoolean())
                // Its consumer throws, which has its own alarm.
                .filter(queue -> !queue.name().equals("EventsContinuedQueue"))
                .toList();
        assertThat(queues).hasSize(2);
        for (var queue : queues)
            assertThat(templates
                            .resourceNamed("Queues" + queue.name())
                            .property("Threshold")
                            .intValue())
                    .as(queue.name())
                    .isLessThan(3 * queue.property("VisibilityTimeout").intValue());
    }

    /// What AWS refuses and retries writes no line of ours. Red without one of `ThrottleAlarms`.
    @ParameterizedTest
    @EnumSource
    void throttled_functions_a_throttled_table_and_failing_pipes_have_alarms(DeploymentStage stage) {
        var templates = stage.templates();

        assertThat(templates
                        .resourceNamed("ThrottlesFunctions")
                        .property("MetricName")
                        .textValue())
                .isEqualTo("Throttles");
        assertThat(metrics(templates.resourceNamed("ThrottlesTable"), templates))
                .containsExactlyInAnyOrder(
                        "ReadThrottleEvents of AccountsTable", "WriteThrottleEvents of AccountsTable");
        for (var pipe : templates.all("AWS::Pipes::Pipe"))
            assertThat(metrics(templates.resourceNamed("Throttles" + pipe.name().replace("Events", "")), templates))
                    .containsExactly("ExecutionFailed of " + pipe.name());
    }

    /// Alarms on metrics of DynamoDB ignore missing data, whatever they say about it. Red without `FILL`.
    @Test
    void the_table_s_alarm_recovers_when_dynamodb_reports_nothing() {
        assertThat(DeploymentStage.PROD
                        .templates()
                        .resourceNamed("ThrottlesTable")
                        .property("Metrics")
                        .findValuesAsText("Expression"))
                .containsExactly("FILL(reads, 0) + FILL(writes, 0)");
    }

    /// Red with another percentile or function.
    @ParameterizedTest
    @EnumSource
    void the_webhook_has_an_alarm_on_its_p99_duration(DeploymentStage stage) {
        var templates = stage.templates();
        var slow = templates.resourceNamed("HttpWebhookSlow");

        assertThat(metrics(slow, templates)).contains("Duration of WebhookFunction");
        assertThat(slow.property("ExtendedStatistic").textValue()).isEqualTo("p99");
    }

    /// Red with another threshold or comparison.
    @ParameterizedTest
    @CsvSource({
        "QueuesUsageQueue,             GreaterThanOrEqualToThreshold, 300",
        "HttpWebhookFails,             GreaterThanOrEqualToThreshold, 1",
        "HttpWebhookSlow,              GreaterThanThreshold,          2000",
        "HttpApiFails,                 GreaterThanThreshold,          0.5",
        "LogsSegmentChanged,           GreaterThanOrEqualToThreshold, 1",
        "LogsPaymentQuarantined,       GreaterThanOrEqualToThreshold, 1",
        "LogsPaymentUnsettled,         GreaterThanOrEqualToThreshold, 1",
        "LogsReconciliationDifference, GreaterThanOrEqualToThreshold, 1",
        "LogsInvoiceGap,               GreaterThanOrEqualToThreshold, 1",
        "LogsInvoiceMissing,           GreaterThanOrEqualToThreshold, 1",
        "LogsCreditedTooMuch,          GreaterThanOrEqualToThreshold, 1",
        "LogsMailRefused,              GreaterThanOrEqualToThreshold, 1",
        "LogsSweepLate,                LessThanThreshold,             1",
        "LogsReconciliationLate,       LessThanThreshold,             1",
        "LogsPaperLate,                LessThanThreshold,             1",
        "LogsLedgerDoesNotAddUp,       GreaterThanOrEqualToThreshold, 1",
        "LogsProofLate,                LessThanThreshold,             1",
        "LogsCallRefused,              GreaterThanOrEqualToThreshold, 1",
        "ThrottlesFunctions,           GreaterThanOrEqualToThreshold, 1",
        "ThrottlesTable,               GreaterThanOrEqualToThreshold, 1",
        "ThrottlesFromStream,          GreaterThanOrEqualToThreshold, 1",
        "ThrottlesFromContinued,       GreaterThanOrEqualToThreshold, 1"
    })
    void each_alarm_has_its_threshold_and_comparison(String name, String comparison, double threshold) {
        var alarm = DeploymentStage.PROD.templates().resourceNamed(name);

        assertThat(alarm.property("ComparisonOperator").textValue()).isEqualTo(comparison);
        assertThat(alarm.property("Threshold").doubleValue()).isEqualTo(threshold);
    }

    /// Red when `subscribe` does not get every stack, or the topic does not accept messages from CloudWatch.
    @ParameterizedTest
    @EnumSource
    void every_alarm_notifies_the_people_on_call(DeploymentStage stage) {
        var templates = stage.templates();
        for (var alarm : templates.all("AWS::CloudWatch::Alarm"))
            assertThat(alarm.property("AlarmActions"))
                    .as(alarm.id())
                    .singleElement()
                    .satisfies(action -> assertThat(templates.resolve(action)).isEqualTo("PagerTopic"));
        assertThat(templates
                        .resourceNamed("PagerTopicPolicy")
                        .property("PolicyDocument")
                        .toString())
                .contains("cloudwatch.amazonaws.com", "sns:Publish");
        assertThat(templates.resourceNamed("PagerMail").property("Protocol").textValue())
                .isEqualTo("email");
    }

    /// Red when a runbook is renamed, missing, or has no alarm.
    @Test
    void every_alarm_links_to_a_runbook_and_every_runbook_has_an_alarm() throws IOException {
        var linked = Stream.of(DeploymentStage.PROD.templates(), OptionalSettingsTest.TEMPLATES)
                .flatMap(templates -> templates.all("AWS::CloudWatch::Alarm").stream())
                .map(AlarmsTest::runbook)
                .collect(toSet());
        try (var pages = Files.list(DeploymentStage.PROJECT_ROOT.resolve("docs/runbooks"))) {
            assertThat(linked)
                    .isEqualTo(pages.map(page -> "docs/runbooks/" + page.getFileName())
                            .filter(page -> !page.endsWith("/README.md"))
                            .collect(toSet()));
        }
    }

    /// Red when the dashboard loses one of its graphs.
    @ParameterizedTest
    @EnumSource
    void the_dashboard_shows_uncovered_usage_lag_conflicts_and_cost(DeploymentStage stage) {
        var body =
                stage.templates().all("AWS::CloudWatch::Dashboard").getFirst().property("DashboardBody");

        assertThat(body.toString())
                .contains(
                        "uncovered",
                        "Booking lag",
                        "Write conflicts",
                        "Cost per million reports",
                        "TransactionConflict");
    }

    /// Red without a notification, or with another address.
    @Test
    void somebody_is_notified_before_the_month_exceeds_its_budget() {
        var budget =
                DeploymentStage.PROD.templates().all("AWS::Budgets::Budget").getFirst();

        assertThat(budget.property("Budget").at("/BudgetLimit/Amount").intValue())
                .isEqualTo(200);
        assertThat(budget.property("NotificationsWithSubscribers").findValuesAsText("NotificationType"))
                .containsExactly("ACTUAL", "FORECASTED");
        assertThat(budget.property("NotificationsWithSubscribers").findValuesAsText("Address"))
                .containsOnly("operations@example.com");
    }

    private static String runbook(TemplateResource alarm) {
        var matcher = RUNBOOK.matcher(alarm.property("AlarmDescription").asText());
        assertThat(matcher.find()).as(alarm.id()).isTrue();
        return matcher.group(1);
    }

    // "Errors of DebitFunction", for each metric of the alarm.
    private static Set<String> metrics(TemplateResource alarm, SynthesizedTemplates templates) {
        var several = alarm.property("Metrics").findValues("Metric").stream();
        return Stream.concat(Stream.of(alarm.json().path("Properties")), several)
                .filter(metric -> metric.has("MetricName"))
                .flatMap(metric -> metric.path("Dimensions")
                        .valueStream()
                        .map(dimension -> name(metric) + " of " + templates.resolve(dimension.path("Value"))))
                .collect(toSet());
    }

    private static String name(JsonNode metric) {
        return metric.path("MetricName").asText();
    }
}
