package credits.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The deployed template with changes. A change that matches nothing is an [AssertionError].
final class EditedTemplate {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Consumer<ObjectNode>> edits = new ArrayList<>();
    private int appliedEdits;

    /// Edits all resources of a type, in every stack.
    EditedTemplate editResources(String type, Consumer<ObjectNode> edit) {
        edits.add(stack -> {
            for (var resource : stack.path("Resources"))
                if (resource.path("Type").asText().equals(type)) {
                    edit.accept((ObjectNode) resource);
                    appliedEdits++;
                }
        });
        return this;
    }

    /// Edits the matching statements of the role whose logical id begins with `role`.
    EditedTemplate editStatements(String role, Predicate<JsonNode> which, Consumer<ObjectNode> edit) {
        return editPolicies(role, statements -> {
            for (var statement : statements)
                if (which.test(statement)) {
                    edit.accept((ObjectNode) statement);
                    appliedEdits++;
                }
        });
    }

    /// Adds a statement to the role.
    EditedTemplate addStatement(String role, Consumer<ObjectNode> edit) {
        return editPolicies(role, statements -> {
            edit.accept(statements.addObject());
            appliedEdits++;
        });
    }

    /// Writes the stacks to `folder`.
    Path writeTo(Path folder) throws IOException {
        appliedEdits = 0;
        for (var name : List.of("Api.template.json", "Data.template.json")) {
            var stack = (ObjectNode) JSON.readTree(Files.readString(RunningSystem.SYNTHESIZED_TEMPLATE.resolve(name)));
            edits.forEach(edit -> edit.accept(stack));
            Files.writeString(folder.resolve(name), stack.toString());
        }
        if (appliedEdits < edits.size()) throw new AssertionError("an edit matched nothing");
        return folder;
    }

    private EditedTemplate editPolicies(String role, Consumer<ArrayNode> edit) {
        edits.add(stack -> {
            for (var resource : stack.path("Resources"))
                if (resource.path("Type").asText().equals("AWS::IAM::Policy")
                        && resource.at("/Properties/Roles/0/Ref").asText().startsWith(role))
                    edit.accept((ArrayNode) resource.at("/Properties/PolicyDocument/Statement"));
        });
        return this;
    }
}
