package credits.template;

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
final class Deployment {
    static final List<String> STACKS = List.of("Data", "Api", "Web", "Ops");

    private final Path assembly;
    private final Map<String, JsonNode> stacks = new LinkedHashMap<>();

    Deployment(Path assembly) {
        this.assembly = assembly;
        for (var name : STACKS) stacks.put(name, json(assembly.resolve(name + ".template.json")));
    }

    /// A resource by its logical id.
    record Resource(String id, JsonNode json) {
        String type() {
            return json.path("Type").textValue();
        }

        JsonNode property(String name) {
            return json.path("Properties").path(name);
        }

        /// The name without the CDK's hash.
        String name() {
            return Deployment.name(id);
        }
    }

    Path assembly() {
        return assembly;
    }

    JsonNode stack(String name) {
        return Objects.requireNonNull(stacks.get(name), name);
    }

    Stream<Resource> resources() {
        return stacks.values().stream().flatMap(Deployment::resources);
    }

    /// All resources of a type in one stack, possibly none.
    List<Resource> all(String type, String stack) {
        return resources(stack(stack)).filter(each -> each.type().equals(type)).toList();
    }

    /// All resources of a type, at least one: a test of each of none would prove nothing.
    List<Resource> all(String type) {
        var all = resources().filter(each -> each.type().equals(type)).toList();
        assertThat(all).as(type).isNotEmpty();
        return all;
    }

    Resource named(String name) {
        return resources().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    List<Resource> functions() {
        return all("AWS::Lambda::Function");
    }

    /// The code of `function` that would be uploaded.
    Path jar(Resource function) {
        return assembly.resolve(
                "asset." + function.property("Code").path("S3Key").textValue());
    }

    /// The target of a reference: `UsageQueue.Arn`, `UsageQueue`, or the value itself. Follows references into other
    /// stacks, and parts of an ARN to its resource.
    String target(JsonNode value) {
        if (value.isTextual()) return value.textValue();
        if (value.has("Ref")) return name(value.path("Ref").textValue());
        if (value.has("Fn::GetAtt"))
            return name(value.at("/Fn::GetAtt/0").textValue()) + "."
                    + value.at("/Fn::GetAtt/1").textValue();
        if (value.has("Fn::Join"))
            return value.at("/Fn::Join/1").valueStream().map(this::target).collect(joining());
        if (value.has("Fn::Select")) return target(value.at("/Fn::Select/1"));
        if (value.has("Fn::Split")) return target(value.at("/Fn::Split/1"));
        var output = value.at("/Fn::GetStackOutput/OutputName").asText();
        var giving = stacks.values().stream()
                .map(stack -> stack.path("Outputs").path(output).path("Value"))
                .filter(each -> !each.isMissingNode())
                .toList();
        assertThat(giving).as(value.toString()).hasSize(1);
        return target(giving.getFirst());
    }

    /// The values of a list, or the single value that stands for a list of one.
    static List<JsonNode> list(JsonNode value) {
        var list = new ArrayList<JsonNode>();
        if (value.isArray()) value.forEach(list::add);
        else list.add(value);
        return list;
    }

    static List<String> texts(JsonNode value) {
        return list(value).stream().map(JsonNode::textValue).toList();
    }

    static Stream<Resource> resources(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(each -> new Resource(each.getKey(), each.getValue()));
    }

    private static String name(String logicalId) {
        return logicalId.replaceFirst("[0-9A-F]{8}$", "");
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
