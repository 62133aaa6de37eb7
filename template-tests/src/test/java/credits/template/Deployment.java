package credits.template;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The templates of one synthesis, as CloudFormation would read them.
final class Deployment {
    private final Path assembly;
    private final JsonNode data;
    private final JsonNode api;

    Deployment(Path assembly) {
        this.assembly = assembly;
        data = json(assembly.resolve("Data.template.json"));
        api = json(assembly.resolve("Api.template.json"));
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

    JsonNode data() {
        return data;
    }

    JsonNode api() {
        return api;
    }

    Stream<Resource> resources() {
        return Stream.of(data, api).flatMap(Deployment::resources);
    }

    /// All resources of a type; at least one, or a test that asks about each of them says nothing.
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

    /// What a value refers to: `UsageQueue.Arn`, `UsageQueue`, or itself. Follows references into the other stack.
    String target(JsonNode value) {
        if (value.isTextual()) return value.textValue();
        if (value.has("Ref")) return name(value.path("Ref").textValue());
        if (value.has("Fn::GetAtt"))
            return name(value.at("/Fn::GetAtt/0").textValue()) + "."
                    + value.at("/Fn::GetAtt/1").textValue();
        if (value.has("Fn::Join"))
            return value.at("/Fn::Join/1").valueStream().map(this::target).collect(joining());
        var output = value.at("/Fn::GetStackOutput/OutputName").textValue();
        assertThat(data.path("Outputs").has(output)).as(value.toString()).isTrue();
        return target(data.path("Outputs").path(output).path("Value"));
    }

    /// The values of a list, or of the one value that stands for a list of one.
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
