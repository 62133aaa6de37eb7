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
                throw new UnsupportedTemplateException(folder.toString(), "holds no *" + SUFFIX);
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
            throw new UnsupportedTemplateException(stack + "." + id, "is referred to and does not exist");
        return resource(stack, id, resource);
    }

    /// The output called `name`, with the stack that gives it. Templates name stacks as they are deployed and files
    /// as they are synthesized, so the output's name has to say enough.
    TemplateExpression requireOutput(String name) {
        var values = stacks.entrySet().stream()
                .map(stack -> new TemplateExpression(
                        stack.getKey(),
                        stack.getValue().path("Outputs").path(name).path("Value")))
                .filter(output -> !output.value().isMissingNode())
                .toList();
        if (values.size() != 1)
            throw new UnsupportedTemplateException("output " + name, values.size() + " stacks give it");
        return values.getFirst();
    }

    private static TemplateResource resource(String stack, String id, JsonNode resource) {
        return new TemplateResource(stack, id, resource.path("Type").asText(), resource.path("Properties"));
    }
}
