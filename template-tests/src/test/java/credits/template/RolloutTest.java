package credits.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How traffic shifts to new versions of functions, and whether instances start from a snapshot.
class RolloutTest {
    /// Red when a function has no alias, or an alias names a fixed version.
    @ParameterizedTest
    @EnumSource
    void every_function_has_an_alias_live_that_leads_to_its_newest_version(Stage stage) {
        var deployment = stage.deployment();
        for (var function : deployment.functions()) {
            var alias = deployment.named(function.name().replace("Function", "Live"));
            var version = alias.property("FunctionVersion").at("/Fn::GetAtt/0").asText();

            assertThat(alias.property("Name").textValue()).isEqualTo("live");
            assertThat(deployment.target(alias.property("FunctionName"))).isEqualTo(function.name());
            assertThat(deployment.all("AWS::Lambda::Version"))
                    .filteredOn(each -> each.id().equals(version))
                    .singleElement()
                    .satisfies(each -> assertThat(deployment.target(each.property("FunctionName")))
                            .isEqualTo(function.name()));
        }
    }

    /// Red with `function` instead of `live` in a route, an event source, a pipe or a schedule: that would
    /// bypass the canary.
    @ParameterizedTest
    @EnumSource
    void nobody_calls_a_function_past_its_alias(Stage stage) {
        var deployment = stage.deployment();
        var called = new TreeMap<String, String>();
        for (var integration : deployment.all("AWS::ApiGatewayV2::Integration"))
            called.put(integration.id(), deployment.target(integration.property("IntegrationUri")));
        for (var mapping : deployment.all("AWS::Lambda::EventSourceMapping"))
            called.put(mapping.id(), deployment.target(mapping.property("FunctionName")));
        for (var pipe : deployment.all("AWS::Pipes::Pipe"))
            called.put(pipe.id(), deployment.target(pipe.property("Enrichment")));
        for (var permission : deployment.all("AWS::Lambda::Permission"))
            called.put(permission.id(), deployment.target(permission.property("FunctionName")));
        for (var rule : deployment.all("AWS::Events::Rule"))
            if (rule.json().path("Properties").has("ScheduleExpression"))
                called.put(rule.id(), deployment.target(rule.property("Targets").at("/0/Arn")));

        assertThat(called)
                .isNotEmpty()
                .allSatisfy((_, target) -> assertThat(target).matches("[A-Za-z]+Live(:live)?"));
        assertThat(called.values().stream().map(each -> each.replaceFirst("Live(:live)?$", "Function")))
                .containsAll(deployment.functions().stream().map(Resource::name).toList());
    }

    /// Red without `.autoRollback(…)`, `.alarms(…)`, or with a plan other than the stage's.
    @ParameterizedTest
    @CsvSource({"DEV, CodeDeployDefault.LambdaAllAtOnce", "PROD, CodeDeployDefault.LambdaCanary10Percent5Minutes"})
    void a_new_version_loses_its_calls_again_when_the_function_s_own_alarm_goes_off(Stage stage, String plan) {
        var deployment = stage.deployment();
        for (var function : deployment.functions()) {
            var name = function.name().replace("Function", "");
            var update = deployment.named(name + "Live").json().at("/UpdatePolicy/CodeDeployLambdaAliasUpdate");
            var group = deployment.named(deployment.target(update.path("DeploymentGroupName")));

            assertThat(group.name()).isEqualTo("Deployments" + name);
            assertThat(group.property("DeploymentConfigName").textValue()).isEqualTo(plan);
            assertThat(group.property("AlarmConfiguration").path("Enabled").booleanValue())
                    .isTrue();
            assertThat(deployment.target(group.property("AlarmConfiguration").at("/Alarms/0/Name")))
                    .isEqualTo("Deployments" + name + "Fails");
            assertThat(group.property("AutoRollbackConfiguration")
                            .path("Enabled")
                            .booleanValue())
                    .isTrue();
            assertThat(Deployment.texts(
                            group.property("AutoRollbackConfiguration").path("Events")))
                    .contains("DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_FAILURE");
        }
    }

    /// Red without `answersHttp()`, with it on `Debit`, or when cdk.json's `snapStart` is ignored.
    @ParameterizedTest
    @EnumSource
    void what_people_wait_for_starts_from_a_snapshot_and_nothing_else_does(Stage stage) {
        var deployment = stage.deployment();
        var behindTheApi = deployment.all("AWS::ApiGatewayV2::Integration").stream()
                .map(each -> deployment.target(each.property("IntegrationUri")).replace("Live", "Function"))
                .collect(toSet());

        var snapshots = deployment.functions().stream()
                .filter(each ->
                        each.property("SnapStart").path("ApplyOn").asText().equals("PublishedVersions"))
                .map(Resource::name)
                .collect(toSet());

        assertThat(snapshots).isEqualTo(behindTheApi).isNotEmpty();
    }

    /// Lambda counts thrown exceptions, and functions behind the API throw none. Red without `answersHttp()` on
    /// one of them.
    @ParameterizedTest
    @EnumSource
    void a_fault_that_is_answered_500_counts_as_a_failure_of_the_function(Stage stage) {
        var deployment = stage.deployment();
        var behindTheApi = deployment.all("AWS::ApiGatewayV2::Integration").stream()
                .map(each -> deployment.target(each.property("IntegrationUri")).replace("Live", ""));

        assertThat(behindTheApi).allSatisfy(name -> {
            var alarm = deployment.named("Deployments" + name + "Fails");
            var filter = deployment.named("Deployments" + name + "Faults");
            var counted =
                    filter.property("MetricTransformations").at("/0/MetricName").textValue();

            assertThat(deployment.target(filter.property("LogGroupName"))).isEqualTo(name + "Logs");
            assertThat(filter.property("FilterPattern").textValue()).contains("($.message = \"*:500}\")");
            assertThat(alarm.property("Metrics").findValuesAsText("MetricName")).contains("Errors", counted);
        });
    }

    /// Red when the metrics of two stages share a name: an alarm of one stage would fire for the other.
    @ParameterizedTest
    @EnumSource
    void what_is_counted_from_logs_is_counted_for_the_stage_alone(Stage stage) {
        var names = stage.deployment().all("AWS::Logs::MetricFilter").stream()
                .map(each -> each.property("MetricTransformations")
                        .at("/0/MetricName")
                        .textValue())
                .collect(toSet());

        assertThat(names)
                .isNotEmpty()
                .allMatch(name -> name.startsWith("credits-" + stage.name().toLowerCase(Locale.ROOT) + "-"));
    }
}
