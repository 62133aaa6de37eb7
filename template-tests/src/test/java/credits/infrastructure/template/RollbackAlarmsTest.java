package credits.infrastructure.template;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The alarms that take a new version's traffic away: on the new version alone, and not on a single failure.
class RollbackAlarmsTest {
    private static final Set<String> BUSY = Set.of("Authorization", "Debit", "Usage");
    // Lambda counts their failures; the others also log them.
    private static final Set<String> THROWING = Set.of("Announce", "Proof", "Reconcile");

    /// Otherwise a fault of the old version would block its fix. Red with the metrics of the alias or the
    /// function.
    @ParameterizedTest
    @EnumSource
    void only_failures_of_the_new_version_roll_a_deployment_back(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functionsWithRollback()) {
            var name = function.name().replace("Function", "");
            var version = templates.resourceNamed(name + "Live").property("FunctionVersion");
            var metrics =
                    templates.resourceNamed("Deployments" + name + "Fails").property("Metrics");

            assertThat(metrics.findValues("Metric")).isNotEmpty().allSatisfy(metric -> {
                if (metric.path("Namespace").asText().equals("AWS/Lambda"))
                    assertThat(dimensions(metric, templates))
                            .isEqualTo(Map.of(
                                    "ExecutedVersion", templates.resolve(version),
                                    "FunctionName", function.name(),
                                    "Resource", function.name() + ":live"));
                else assertThat(metric.path("MetricName").at("/Fn::Join/1/1")).isEqualTo(version);
            });
        }
        for (var filter : templates.all("AWS::Logs::MetricFilter", "Api"))
            assertThat(templates.resolve(filter.property("FilterPattern")))
                    .as(filter.id())
                    .contains(filter.name().replaceAll("Deployments(.*)Faults", "$1FunctionCurrentVersion"))
                    .contains(".Version}\"");
    }

    /// CloudWatch leaves the state of an alarm that is updated as it was. Red without `.alarmName(…)`: a
    /// deployment that begins while the old version is failing would be stopped at once.
    @ParameterizedTest
    @EnumSource
    void every_version_begins_with_an_alarm_and_a_metric_of_its_own(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functionsWithRollback()) {
            var name = function.name().replace("Function", "");
            var alias = templates.resourceNamed(name + "Live");
            var alarm = templates.resourceNamed("Deployments" + name + "Fails");

            assertThat(alarm.property("AlarmName").at("/Fn::Join/1/1")).isEqualTo(alias.property("FunctionVersion"));
            assertThat(SynthesizedTemplates.toTexts(alias.json().path("DependsOn")))
                    .as(name)
                    .anyMatch(each -> each.matches("Deployments" + name + "[0-9A-F]{8}"))
                    .anyMatch(each -> each.startsWith("Deployments" + name + "Faults") || THROWING.contains(name));
        }
    }

    /// Red with one failing minute, or with the sum instead of the share where many calls are answered.
    @ParameterizedTest
    @EnumSource
    void a_rollback_takes_more_than_one_failing_minute_and_a_share_of_many_calls(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functionsWithRollback()) {
            var name = function.name().replace("Function", "");
            var alarm = templates.resourceNamed("Deployments" + name + "Fails");
            var isBusy = BUSY.contains(name);

            assertThat(alarm.property("DatapointsToAlarm").intValue()).isEqualTo(2);
            assertThat(alarm.property("Threshold").intValue()).isEqualTo(isBusy ? 5 : 1);
            assertThat(alarm.property("Metrics").findValuesAsText("Expression"))
                    .singleElement()
                    .satisfies(expression -> assertThat(expression.endsWith("/ invocations"))
                            .as(name)
                            .isEqualTo(isBusy));
        }
    }

    /// A message that keeps failing is one incident: its alarm must not recover between two attempts. Red with
    /// ten minutes.
    @ParameterizedTest
    @EnumSource
    void a_message_that_is_retried_keeps_its_alarm_instead_of_raising_it_each_time(DeploymentStage stage) {
        var templates = stage.templates();
        for (var mapping : templates.all("AWS::Lambda::EventSourceMapping")) {
            var queue = templates.resourceNamed(
                    templates.resolve(mapping.property("EventSourceArn")).replace(".Arn", ""));
            var name = templates.resolve(mapping.property("FunctionName")).replace("Live:live", "");
            var alarm = templates.resourceNamed("Deployments" + name + "Fails");
            var seconds = alarm.property("EvaluationPeriods").intValue() * 60;
            var attempts = seconds / (queue.property("VisibilityTimeout").intValue() + 60);

            assertThat(attempts).as(name).isGreaterThanOrEqualTo(2);
        }
    }

    /// Red without `.removalPolicy(RETAIN)`: CloudFormation would delete the version that a rollback needs.
    @ParameterizedTest
    @EnumSource
    void earlier_versions_are_kept(DeploymentStage stage) {
        assertThat(stage.templates().all("AWS::Lambda::Version"))
                .allSatisfy(version -> assertThat(
                                version.json().path("DeletionPolicy").asText())
                        .isEqualTo("Retain"));
    }

    private static Map<String, String> dimensions(JsonNode metric, SynthesizedTemplates templates) {
        return metric.path("Dimensions")
                .valueStream()
                .collect(toMap(each -> each.path("Name").asText(), each -> templates.resolve(each.path("Value"))));
    }
}
