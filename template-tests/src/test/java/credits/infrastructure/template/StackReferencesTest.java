package credits.infrastructure.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the stacks read from each other: `docs/decisions/0021-stacks-refer-to-each-other-by-exports.md`.
class StackReferencesTest {
    /// CloudFormation refuses to remove or replace what another stack imports. A weak reference is read only
    /// when its reader is updated, so that alarms and CloudFront would stay with what is gone. Red with
    /// `"weak"` in `cdk.json`.
    @ParameterizedTest
    @EnumSource
    void every_reference_to_another_stack_is_an_import(DeploymentStage stage) {
        var templates = stage.templates();

        assertThat(SynthesizedTemplates.STACKS)
                .allSatisfy(name -> assertThat(templates.stack(name).toString()).doesNotContain("Fn::GetStackOutput"));
        assertThat(imports(templates, "Api")).isNotEmpty().allMatch(each -> each.contains("-data:"));
        assertThat(imports(templates, "Ops")).isNotEmpty().allMatch(each -> each.matches(".*-(data|api):.*"));
        assertThat(imports(templates, "Data")).isEmpty();
    }

    /// An export in use cannot change. Red when a number of a version is exported: every deployment of a
    /// function would be refused.
    @ParameterizedTest
    @EnumSource
    void no_export_changes_with_a_deployment(DeploymentStage stage) {
        var exported = stage.templates()
                .stack("Api")
                .path("Outputs")
                .valueStream()
                .filter(output -> output.has("Export"))
                .map(output -> output.path("Value").toString())
                .toList();

        assertThat(exported).isNotEmpty().noneMatch(value -> value.contains("CurrentVersion"));
    }

    private static Set<String> imports(SynthesizedTemplates templates, String stack) {
        return templates.stack(stack).findValues("Fn::ImportValue").stream()
                .map(JsonNode::textValue)
                .collect(toSet());
    }
}
