package credits.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesisTest {
    /// Red when a resource breaks a rule of the CDK's validation, such as a function with 64 MB of memory, or one
    /// of cdk-nag's AwsSolutions, such as a queue without dead letters.
    @ParameterizedTest
    @EnumSource
    void every_stage_passes_the_strict_validation_of_the_cdk_and_cdk_nag(Stage stage) throws IOException {
        assertThat(findings(stage, "violations")).isEmpty();
    }

    /// The approved list; the reason stands where the finding is acknowledged. Red when one more is acknowledged.
    @ParameterizedTest
    @EnumSource
    void nothing_is_acknowledged_that_was_not_approved(Stage stage) throws IOException {
        assertThat(findings(stage, "suppressedViolations"))
                .containsExactlyInAnyOrder(
                        "AwsSolutions-APIG4 at Api/Http/Api/POST--v1--stripe--webhook/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Checkout/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Reconcile/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Webhook/Role/DefaultPolicy/Resource",
                        "AwsSolutions-SMG4 at Data/Stripe/Secret/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Announce/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Authorization/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Notify/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Operator/Role/DefaultPolicy/Resource",
                        "AwsSolutions-SQS3 at Api/Events/Unread/Letters/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Debit/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Limits/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5[Resource::*] at Api/Usage/Role/DefaultPolicy/Resource",
                        "AwsSolutions-SQS3 at Data/Usage/Invalid/Resource");
    }

    /// The build has synthesized `dev` in a process of its own. Red when anything random or the time gets into a
    /// template, such as `Map.of` where the order shows.
    @ParameterizedTest
    @ValueSource(strings = {"Data.template.json", "Api.template.json"})
    void two_runs_synthesize_the_same_bytes(String template) throws IOException {
        var built = Stage.ROOT.resolve("infrastructure", "target", "cdk.out", template);
        var again = Stage.DEV.deployment().assembly().resolve(template);

        assertThat(Files.mismatch(built, again)).isEqualTo(-1);
    }

    /// Red when an output is renamed: runbooks, the local run and feature teams ask for them by name.
    @Test
    void the_promised_outputs_are_there() {
        var deployment = Stage.PROD.deployment();

        assertThat(names(deployment.data().path("Outputs")))
                .contains(
                        "InvalidUsageQueueUrl",
                        "StripeSecretArn",
                        "TableName",
                        "UsageProducerPolicyArn",
                        "UsageQueueArn",
                        "UsageQueueUrl");
        assertThat(names(deployment.api().path("Outputs")))
                .containsExactlyInAnyOrder("ApiUrl", "EventBusName", "StripeWebhookUrl");
    }

    /// Red when `stackName` changes: CloudFormation would create a second system beside the first.
    @Test
    void the_stacks_keep_their_names() throws IOException {
        var manifest = new ObjectMapper()
                .readTree(Stage.PROD
                        .deployment()
                        .assembly()
                        .resolve("manifest.json")
                        .toFile())
                .path("artifacts");

        assertThat(manifest.at("/Data/properties/stackName").textValue()).isEqualTo("credits-prod-data");
        assertThat(manifest.at("/Api/properties/stackName").textValue()).isEqualTo("credits-prod-api");
        assertThat(manifest.at("/Data/properties/terminationProtection").booleanValue())
                .isTrue();
    }

    private static List<String> findings(Stage stage, String kind) throws IOException {
        var report = stage.deployment().assembly().resolve("validation-report.json");
        return Deployment.list(new ObjectMapper().readTree(report.toFile()).path("pluginReports")).stream()
                .flatMap(plugin -> Deployment.list(plugin.path(kind)).stream())
                .map(finding -> finding.path("ruleName").asText() + " at "
                        + finding.at("/violatingConstructs/0/constructPath").asText())
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toSet());
    }
}
