package credits.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.template.Deployment.Resource;
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

    /// Red when `Deployments` leaves out a function.
    @ParameterizedTest
    @EnumSource
    void every_function_has_an_alarm_on_its_failures(Stage stage) {
        var deployment = stage.deployment();
        for (var function : deployment.functions()) {
            var alarm = deployment.named("Deployments" + function.name().replace("Function", "Fails"));

            assertThat(metrics(alarm, deployment)).contains("Errors of " + function.name());
            assertThat(alarm.property("Threshold").intValue()).isOne();
        }
    }

    /// Red when `QueueAlarms` skips a queue, or watches the age of dead letters.
    @ParameterizedTest
    @EnumSource
    void every_queue_has_an_alarm_and_dead_letters_go_off_at_the_first(Stage stage) {
        var deployment = stage.deployment();
        for (var queue : deployment.all("AWS::SQS::Queue")) {
            var holds = queue.property("RedrivePolicy").isMissingNode();
            var metric = holds ? "ApproximateNumberOfMessagesVisible" : "ApproximateAgeOfOldestMessage";
            var watching = deployment.all("AWS::CloudWatch::Alarm").stream()
                    .filter(alarm -> metrics(alarm, deployment).contains(metric + " of " + queue.name() + ".QueueName"))
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
    void what_fails_again_and_again_is_noticed_before_its_queue_no_longer_counts_it(Stage stage) {
        var deployment = stage.deployment();
        var queues = deployment.all("AWS::SQS::Queue").stream()
                .filter(queue -> !queue.property("RedrivePolicy").isMissingNode())
                .filter(queue -> !queue.property("FifoQueue").asBoolean())
                // Its consumer throws, which is an alarm of its own.
                .filter(queue -> !queue.name().equals("EventsContinuedQueue"))
                .toList();
        assertThat(queues).hasSize(2);
        for (var queue : queues)
            assertThat(deployment
                            .named("Queues" + queue.name())
                            .property("Threshold")
                            .intValue())
                    .as(queue.name())
                    .isLessThan(3 * queue.property("VisibilityTimeout").intValue());
    }

    /// Red with another percentile or function.
    @ParameterizedTest
    @EnumSource
    void the_slowest_of_a_hundred_of_stripe_s_events_is_looked_at(Stage stage) {
        var deployment = stage.deployment();
        var slow = deployment.named("HttpWebhookSlow");

        assertThat(metrics(slow, deployment)).contains("Duration of WebhookFunction");
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
        "LogsCallRefused,              GreaterThanOrEqualToThreshold, 1"
    })
    void the_alarms_that_page_go_off_where_they_should(String name, String comparison, double threshold) {
        var alarm = Stage.PROD.deployment().named(name);

        assertThat(alarm.property("ComparisonOperator").textValue()).isEqualTo(comparison);
        assertThat(alarm.property("Threshold").doubleValue()).isEqualTo(threshold);
    }

    /// Red when `hear` does not get every stack, or the topic does not accept messages from CloudWatch.
    @ParameterizedTest
    @EnumSource
    void every_alarm_tells_the_people_on_duty(Stage stage) {
        var deployment = stage.deployment();
        for (var alarm : deployment.all("AWS::CloudWatch::Alarm"))
            assertThat(alarm.property("AlarmActions"))
                    .as(alarm.id())
                    .singleElement()
                    .satisfies(action -> assertThat(deployment.target(action)).isEqualTo("PagerTopic"));
        assertThat(deployment
                        .named("PagerTopicPolicy")
                        .property("PolicyDocument")
                        .toString())
                .contains("cloudwatch.amazonaws.com", "sns:Publish");
        assertThat(deployment.named("PagerMail").property("Protocol").textValue())
                .isEqualTo("email");
    }

    /// Red when a runbook is renamed, missing, or has no alarm.
    @Test
    void every_alarm_leads_to_a_runbook_and_every_runbook_to_an_alarm() throws IOException {
        var linked = Stage.PROD.deployment().all("AWS::CloudWatch::Alarm").stream()
                .map(AlarmsTest::runbook)
                .collect(toSet());
        try (var pages = Files.list(Stage.ROOT.resolve("docs/runbooks"))) {
            assertThat(linked)
                    .isEqualTo(pages.map(page -> "docs/runbooks/" + page.getFileName())
                            .filter(page -> !page.endsWith("/README.md"))
                            .collect(toSet()));
        }
    }

    /// Red when the dashboard loses one of its graphs.
    @ParameterizedTest
    @EnumSource
    void the_dashboard_shows_what_was_not_covered_lag_conflicts_and_cost(Stage stage) {
        var body =
                stage.deployment().all("AWS::CloudWatch::Dashboard").getFirst().property("DashboardBody");

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
    void somebody_is_told_before_the_month_costs_more_than_its_budget() {
        var budget = Stage.PROD.deployment().all("AWS::Budgets::Budget").getFirst();

        assertThat(budget.property("Budget").at("/BudgetLimit/Amount").intValue())
                .isEqualTo(200);
        assertThat(budget.property("NotificationsWithSubscribers").findValuesAsText("NotificationType"))
                .containsExactly("ACTUAL", "FORECASTED");
        assertThat(budget.property("NotificationsWithSubscribers").findValuesAsText("Address"))
                .containsOnly("operations@example.com");
    }

    private static String runbook(Resource alarm) {
        var matcher = RUNBOOK.matcher(alarm.property("AlarmDescription").asText());
        assertThat(matcher.find()).as(alarm.id()).isTrue();
        return matcher.group(1);
    }

    // "Errors of DebitFunction", for each metric of the alarm.
    private static Set<String> metrics(Resource alarm, Deployment deployment) {
        var several = alarm.property("Metrics").findValues("Metric").stream();
        return Stream.concat(Stream.of(alarm.json().path("Properties")), several)
                .filter(metric -> metric.has("MetricName"))
                .flatMap(metric -> metric.path("Dimensions")
                        .valueStream()
                        .map(dimension -> name(metric) + " of " + deployment.target(dimension.path("Value"))))
                .collect(toSet());
    }

    private static String name(JsonNode metric) {
        return metric.path("MetricName").asText();
    }
}
