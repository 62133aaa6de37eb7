package credits.infrastructure.template;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The traffic shift to new versions of functions, and the functions that start from a snapshot.
class RolloutTest {
    /// Red when a function has no alias, or an alias names a fixed version.
    @ParameterizedTest
    @EnumSource
    void every_function_has_the_alias_live_on_its_newest_version(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functions()) {
            var alias = templates.resourceNamed(function.name().replace("Function", "Live"));
            var version = alias.property("FunctionVersion").at("/Fn::GetAtt/0").asText();

            assertThat(alias.property("Name").textValue()).isEqualTo("live");
            assertThat(templates.resolve(alias.property("FunctionName"))).isEqualTo(function.name());
            assertThat(templates.all("AWS::Lambda::Version"))
                    .filteredOn(each -> each.id().equals(version))
                    .singleElement()
                    .satisfies(each -> assertThat(templates.resolve(each.property("FunctionName")))
                            .isEqualTo(function.name()));
        }
    }

    /// Red with `function` instead of `live` in a route, an event source, a pipe or a schedule: that would
    /// bypass the canary.
    @ParameterizedTest
    @EnumSource
    void every_caller_uses_the_alias(DeploymentStage stage) {
        var templates = stage.templates();
        var called = new TreeMap<String, String>();
        for (var integration : templates.all("AWS::ApiGatewayV2::Integration"))
            called.put(integration.id(), templates.resolve(integration.property("IntegrationUri")));
        for (var mapping : templates.all("AWS::Lambda::EventSourceMapping"))
            called.put(mapping.id(), templates.resolve(mapping.property("FunctionName")));
        for (var pipe : templates.all("AWS::Pipes::Pipe"))
            called.put(pipe.id(), templates.resolve(pipe.property("Enrichment")));
        for (var permission : templates.all("AWS::Lambda::Permission"))
            called.put(permission.id(), templates.resolve(permission.property("FunctionName")));
        for (var rule : templates.all("AWS::Events::Rule"))
            if (rule.json().path("Properties").has("ScheduleExpression"))
                called.put(rule.id(), templates.resolve(rule.property("Targets").at("/0/Arn")));

        assertThat(called)
                .isNotEmpty()
                .allSatisfy((_, target) -> assertThat(target).matches("[A-Za-z]+Live(:live)?"));
        assertThat(called.values().stream().map(each -> each.replaceFirst("Live(:live)?$", "Function")))
                .containsAll(templates.functions().stream()
                        .map(TemplateResource::name)
                        .toList());
    }

    /// Red without `.autoRollback(…)`, `.alarms(…)`, or with a plan other than the stage's.
    @ParameterizedTest
    @CsvSource({"DEV, CodeDeployDefault.LambdaAllAtOnce", "PROD, CodeDeployDefault.LambdaCanary10Percent5Minutes"})
    void a_deployment_is_rolled_back_when_the_function_s_alarm_fires(DeploymentStage stage, String plan) {
        var templates = stage.templates();
        for (var function : templates.functionsWithRollback()) {
            var name = function.name().replace("Function", "");
            var update = templates.resourceNamed(name + "Live").json().at("/UpdatePolicy/CodeDeployLambdaAliasUpdate");
            var group = templates.resourceNamed(templates.resolve(update.path("DeploymentGroupName")));

            assertThat(group.name()).isEqualTo("Deployments" + name);
            assertThat(group.property("DeploymentConfigName").textValue()).isEqualTo(plan);
            assertThat(group.property("AlarmConfiguration").path("Enabled").booleanValue())
                    .isTrue();
            assertThat(templates.resolve(group.property("AlarmConfiguration").at("/Alarms/0/Name")))
                    .isEqualTo("Deployments" + name + "Fails");
            assertThat(group.property("AutoRollbackConfiguration")
                            .path("Enabled")
                            .booleanValue())
                    .isTrue();
            assertThat(SynthesizedTemplates.toTexts(
                            group.property("AutoRollbackConfiguration").path("Events")))
                    .contains("DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_FAILURE");
        }
    }

    /// Red without `serveHttp()`, with it on `PendingDebit`, or when cdk.json's `snapStart` is ignored.
    @ParameterizedTest
    @EnumSource
    void exactly_the_functions_behind_the_api_start_from_a_snapshot(DeploymentStage stage) {
        var templates = stage.templates();
        var behindTheApi = templates.all("AWS::ApiGatewayV2::Integration").stream()
                .map(each -> templates.resolve(each.property("IntegrationUri")).replace("Live", "Function"))
                .collect(toSet());

        var snapshots = templates.functions().stream()
                .filter(each ->
                        each.property("SnapStart").path("ApplyOn").asText().equals("PublishedVersions"))
                .map(TemplateResource::name)
                .collect(toSet());

        assertThat(snapshots).isEqualTo(behindTheApi).isNotEmpty();
    }

    /// Lambda refuses calls of a version that was idle for 14 days until it has taken another snapshot. Red
    /// without `keepActive()`, or with another target.
    @ParameterizedTest
    @EnumSource
    void a_function_that_starts_from_a_snapshot_is_called_every_day(DeploymentStage stage) {
        var templates = stage.templates();
        var pings = templates.all("AWS::Events::Rule").stream()
                .filter(rule -> rule.name().endsWith("Ping"))
                .collect(
                        toMap(rule -> templates.resolve(rule.property("Targets").at("/0/Arn")), rule -> rule));

        var startingFromSnapshots = templates.functions().stream()
                .filter(function -> function.property("SnapStart").has("ApplyOn"))
                .map(function -> function.name().replace("Function", "Live"))
                .collect(toSet());

        assertThat(pings.keySet()).isEqualTo(startingFromSnapshots).isNotEmpty();
        assertThat(pings.values()).allSatisfy(ping -> {
            assertThat(ping.property("ScheduleExpression").asText()).isEqualTo("cron(0 5 * * ? *)");
            assertThat(ping.property("Targets").at("/0/Input").asText())
                    .isEqualTo(
                            "{\"requestContext\":{\"requestId\":\"ping\",\"timeEpoch\":0}," + "\"routeKey\":\"PING\"}");
        });
    }

    /// Lambda counts thrown exceptions, and functions behind the API throw none. Red without `serveHttp()` on
    /// one of them.
    @ParameterizedTest
    @EnumSource
    void a_500_response_counts_as_a_failure_of_its_function(DeploymentStage stage) {
        var templates = stage.templates();
        var behindTheApi = templates.all("AWS::ApiGatewayV2::Integration").stream()
                .map(each -> templates.resolve(each.property("IntegrationUri")).replace("Live", ""));

        assertThat(behindTheApi.filter(name -> !name.equals("Privacy"))).allSatisfy(name -> {
            var alarm = templates.resourceNamed("Deployments" + name + "Fails");
            var filter = templates.resourceNamed("Deployments" + name + "Faults");
            var counted = filter.property("MetricTransformations").at("/0/MetricName");

            assertThat(templates.resolve(filter.property("LogGroupName"))).isEqualTo(name + "Logs");
            assertThat(filter.property("FilterPattern").toString()).contains(":500,");
            assertThat(alarm.property("Metrics").findValues("MetricName"))
                    .contains(TextNode.valueOf("Errors"), counted);
        });
    }

    /// Red when the metrics of two stages share a name: an alarm of one stage would fire for the other.
    @ParameterizedTest
    @EnumSource
    void log_metrics_are_named_per_stage(DeploymentStage stage) {
        var templates = stage.templates();
        var names = templates.all("AWS::Logs::MetricFilter").stream()
                .map(each ->
                        templates.resolve(each.property("MetricTransformations").at("/0/MetricName")))
                .collect(toSet());

        assertThat(names)
                .isNotEmpty()
                .allMatch(name -> name.startsWith("credits-" + stage.name().toLowerCase(Locale.ROOT) + "-"));
    }
}
