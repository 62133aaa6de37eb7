package credits.local.template;

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
final class Stacks {
    private static final String SUFFIX = ".template.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final SequencedMap<String, JsonNode> stacks = new TreeMap<>();

    static Stacks in(Path folder) {
        try (var files = Files.list(folder)) {
            var stacks = new Stacks();
            for (var file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList())
                stacks.stacks.put(
                        file.getFileName().toString().replace(SUFFIX, ""), JSON.readTree(Files.readString(file)));
            if (stacks.stacks.isEmpty()) throw new Refused(folder.toString(), "holds no *" + SUFFIX);
            return stacks;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template in " + folder, e);
        }
    }

    List<Resource> all() {
        return stacks.entrySet().stream()
                .flatMap(stack -> stack.getValue().path("Resources").properties().stream()
                        .map(resource -> resource(stack.getKey(), resource.getKey(), resource.getValue())))
                .toList();
    }

    List<Resource> ofType(String type) {
        return all().stream().filter(resource -> resource.type().equals(type)).toList();
    }

    Resource find(String stack, String id) {
        var resource =
                stacks.getOrDefault(stack, JSON.missingNode()).path("Resources").path(id);
        if (resource.isMissingNode()) throw new Refused(stack + "." + id, "is referred to and does not exist");
        return resource(stack, id, resource);
    }

    /// The output called `name`, with the stack that gives it. Templates name stacks as they are deployed and files
    /// as they are synthesized, so the output's name has to say enough.
    Expression output(String name) {
        var found = stacks.entrySet().stream()
                .map(stack -> new Expression(
                        stack.getKey(),
                        stack.getValue().path("Outputs").path(name).path("Value")))
                .filter(output -> !output.value().isMissingNode())
                .toList();
        if (found.size() != 1) throw new Refused("output " + name, found.size() + " stacks give it");
        return found.getFirst();
    }

    private static Resource resource(String stack, String id, JsonNode resource) {
        return new Resource(stack, id, resource.path("Type").asText(), resource.path("Properties"));
    }
}
