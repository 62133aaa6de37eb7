package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The synthesized stacks, one file each.
final class SynthesizedStacks {
    private static final String SUFFIX = ".template.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final SequencedMap<String, JsonNode> stacks = new TreeMap<>();

    static SynthesizedStacks readFolder(Path folder) {
        try (var files = Files.list(folder)) {
            var stacks = new SynthesizedStacks();
            for (var file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList())
                stacks.stacks.put(
                        file.getFileName().toString().replace(SUFFIX, ""), JSON.readTree(Files.readString(file)));
            if (stacks.stacks.isEmpty())
                throw new UnsupportedTemplateException(folder.toString(), "contains no *" + SUFFIX);
            return stacks;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template in " + folder, e);
        }
    }

    List<TemplateResource> all() {
        return stacks.entrySet().stream()
                .flatMap(stack -> stack.getValue().path("Resources").properties().stream()
                        .map(resource -> resource(stack.getKey(), resource.getKey(), resource.getValue())))
                .toList();
    }

    List<TemplateResource> ofType(String type) {
        return all().stream().filter(resource -> resource.type().equals(type)).toList();
    }

    TemplateResource requireResource(String stack, String id) {
        var resource =
                stacks.getOrDefault(stack, JSON.missingNode()).path("Resources").path(id);
        if (resource.isMissingNode())
            throw new UnsupportedTemplateException(stack + "." + id, "is referenced but does not exist");
        return resource(stack, id, resource);
    }

    /// The value of an output. Templates refer to stacks by their deployed names and files have their
    /// synthesized ones, so the output's name must be unique.
    TemplateExpression requireOutput(String name) {
        var values = stacks.entrySet().stream()
                .map(stack -> new TemplateExpression(
                        stack.getKey(),
                        stack.getValue().path("Outputs").path(name).path("Value")))
                .filter(output -> !output.value().isMissingNode())
                .toList();
        if (values.size() != 1)
            throw new UnsupportedTemplateException("output " + name, values.size() + " stacks have it");
        return values.getFirst();
    }

    private static TemplateResource resource(String stack, String id, JsonNode resource) {
        return new TemplateResource(stack, id, resource.path("Type").asText(), resource.path("Properties"));
    }
}
