package credits.infrastructure.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesisTest {
    /// Red when a resource breaks a rule of the CDK's validation, such as a function with 64 MB of memory, or one
    /// of cdk-nag's AwsSolutions, such as a queue without dead letters.
    @ParameterizedTest
    @EnumSource
    void every_stage_passes_the_strict_validation_of_the_cdk_and_cdk_nag(DeploymentStage stage) throws IOException {
        assertThat(violations(stage.templates())).isEmpty();
    }

    static List<String> violations(SynthesizedTemplates templates) throws IOException {
        return findings(templates, "violations").map(SynthesisTest::describe).toList();
    }

    /// The approved list, each finding with the reason given where it is accepted. Red when another finding is
    /// accepted, or a reason is removed.
    @ParameterizedTest
    @EnumSource
    void the_acknowledged_findings_are_the_approved_ones(DeploymentStage stage) throws IOException {
        var approved = Files.readAllLines(Path.of("src/test/resources/acknowledged.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                // With our own certificate, as in production, there is no finding.
                .filter(line -> stage == DeploymentStage.DEV || !line.startsWith("AwsSolutions-CFR4 "))
                // Without pages of other origins, as in production, there are no preflights.
                .filter(line -> stage == DeploymentStage.DEV || !line.contains("/OPTIONS--v1--"));

        assertThat(acknowledged(stage)).containsExactlyInAnyOrderElementsOf(approved.toList());
    }

    /// The build synthesizes `dev` in a separate process. Red when randomness or the time gets into a template,
    /// such as `Map.of` where the order matters.
    @ParameterizedTest
    @ValueSource(strings = {"Data.template.json", "Api.template.json", "Web.template.json", "Ops.template.json"})
    void synthesis_is_byte_identical_across_processes(String template) throws IOException {
        var built = DeploymentStage.PROJECT_ROOT.resolve("infrastructure", "target", "cdk.out", template);
        var again = DeploymentStage.DEV.templates().assembly().resolve(template);

        assertThat(Files.mismatch(built, again)).isEqualTo(-1);
    }

    /// Red when an output is renamed: runbooks, the local run and feature teams refer to outputs by name.
    @Test
    void the_stacks_have_the_documented_outputs() {
        var templates = DeploymentStage.PROD.templates();

        assertThat(names(templates.stack("Data").path("Outputs")))
                .contains(
                        "InvalidUsageQueueUrl",
                        "InvoiceBucketName",
                        "StripeSecretArn",
                        "TableName",
                        "UsageProducerPolicyArn",
                        "UsageQueueArn",
                        "UsageQueueUrl");
        assertThat(names(templates.stack("Api").path("Outputs")))
                .contains("ApiUrl", "EventBusName", "StripeWebhookUrl");
        assertThat(names(templates.stack("Web").path("Outputs")))
                .containsExactlyInAnyOrder("SiteBucketName", "SiteConfig", "SiteUrl");
    }

    /// Red when `stackName` changes: CloudFormation would create a second system next to the first.
    @Test
    void the_stacks_keep_their_names() throws IOException {
        var manifest = new ObjectMapper()
                .readTree(DeploymentStage.PROD
                        .templates()
                        .assembly()
                        .resolve("manifest.json")
                        .toFile())
                .path("artifacts");

        for (var stack : SynthesizedTemplates.STACKS)
            assertThat(manifest.path(stack).at("/properties/stackName").textValue())
                    .isEqualTo("credits-prod-" + stack.toLowerCase(Locale.ROOT));
        assertThat(manifest.at("/Data/properties/terminationProtection").booleanValue())
                .isTrue();
    }

    private static List<String> acknowledged(DeploymentStage stage) throws IOException {
        return findings(stage.templates(), "suppressedViolations")
                .map(finding ->
                        describe(finding) + ": " + finding.path("reason").asText())
                .map(line -> line.replace("credits-" + stage.name().toLowerCase(Locale.ROOT) + "-", "credits-{stage}-"))
                .distinct()
                .toList();
    }

    private static String describe(JsonNode finding) {
        return finding.path("ruleName").asText() + " at "
                + finding.at("/violatingConstructs/0/constructPath").asText();
    }

    private static Stream<JsonNode> findings(SynthesizedTemplates templates, String kind) throws IOException {
        var report = templates.assembly().resolve("validation-report.json");
        return SynthesizedTemplates.toList(
                        new ObjectMapper().readTree(report.toFile()).path("pluginReports"))
                .stream()
                .flatMap(plugin -> SynthesizedTemplates.toList(plugin.path(kind)).stream());
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toSet());
    }
}
