package credits.infrastructure.template;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The templates of one synthesis, as CloudFormation reads them.
final class SynthesizedTemplates {
    static final List<String> STACKS = List.of("Data", "Api", "Web", "Ops");

    private final Path assembly;
    private final Map<String, JsonNode> stacks = new LinkedHashMap<>();

    SynthesizedTemplates(Path assembly) {
        this.assembly = assembly;
        for (var name : STACKS) stacks.put(name, readJson(assembly.resolve(name + ".template.json")));
    }

    /// A resource by its logical id.
    record TemplateResource(String id, JsonNode json) {
        String type() {
            return json.path("Type").textValue();
        }

        JsonNode property(String name) {
            return json.path("Properties").path(name);
        }

        /// The name without the CDK's hash.
        String name() {
            return SynthesizedTemplates.name(id);
        }
    }

    Path assembly() {
        return assembly;
    }

    JsonNode stack(String name) {
        return Objects.requireNonNull(stacks.get(name), name);
    }

    Stream<TemplateResource> templateResources() {
        return stacks.values().stream().flatMap(SynthesizedTemplates::resources);
    }

    /// All resources of a type in one stack, possibly none.
    List<TemplateResource> all(String type, String stack) {
        return resources(stack(stack)).filter(each -> each.type().equals(type)).toList();
    }

    /// All resources of a type, at least one: a test of none would prove nothing.
    List<TemplateResource> all(String type) {
        var all = templateResources().filter(each -> each.type().equals(type)).toList();
        assertThat(all).as(type).isNotEmpty();
        return all;
    }

    TemplateResource resourceNamed(String name) {
        return templateResources()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<TemplateResource> functions() {
        return all("AWS::Lambda::Function");
    }

    /// The functions whose deployments are rolled back when they fail: all but the one that is hardly ever called.
    List<TemplateResource> functionsWithRollback() {
        return functions().stream()
                .filter(function -> !function.name().equals("PrivacyFunction"))
                .toList();
    }

    /// The code of `function` that would be uploaded.
    Path jarOf(TemplateResource function) {
        return assembly.resolve(
                "asset." + function.property("Code").path("S3Key").textValue());
    }

    /// The target of a reference: `UsageQueue.Arn`, `UsageQueue`, or the value itself. Follows references into other
    /// stacks, and parts of an ARN to its resource.
    String resolve(JsonNode value) {
        if (value.isTextual()) return value.textValue();
        if (value.has("Ref")) return name(value.path("Ref").textValue());
        if (value.has("Fn::GetAtt"))
            return name(value.at("/Fn::GetAtt/0").textValue()) + "."
                    + value.at("/Fn::GetAtt/1").textValue();
        if (value.has("Fn::Join"))
            return value.at("/Fn::Join/1").valueStream().map(this::resolve).collect(joining());
        if (value.has("Fn::Select")) return resolve(value.at("/Fn::Select/1"));
        if (value.has("Fn::Split")) return resolve(value.at("/Fn::Split/1"));
        var export = value.path("Fn::ImportValue").asText();
        var outputs = stacks.values().stream()
                .flatMap(stack -> stack.path("Outputs").valueStream())
                .filter(output -> output.at("/Export/Name").asText().equals(export))
                .map(output -> output.path("Value"))
                .toList();
        assertThat(outputs).as(value.toString()).hasSize(1);
        return resolve(outputs.getFirst());
    }

    /// The values of a list, or the single value that stands for a list of one.
    static List<JsonNode> toList(JsonNode value) {
        var list = new ArrayList<JsonNode>();
        if (value.isArray()) value.forEach(list::add);
        else list.add(value);
        return list;
    }

    static List<String> toTexts(JsonNode value) {
        return toList(value).stream().map(JsonNode::textValue).toList();
    }

    static Stream<TemplateResource> resources(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(each -> new TemplateResource(each.getKey(), each.getValue()));
    }

    private static String name(String logicalId) {
        return logicalId.replaceFirst("[0-9A-F]{8}$", "");
    }

    private static JsonNode readJson(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
