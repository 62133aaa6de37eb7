package credits.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules for every part of `openapi.yaml`, so that it can be read, used for generating clients, and trusted.
class OpenApiTest {
    private static final Contract CONTRACT = Contract.read();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> SAID_BY_EVERY_CALL = Set.of("400", "401", "403", "429", "500", "503");

    /// An operation with a name for messages.
    record Operation(String name, Place place) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        var paths = CONTRACT.root().follow("paths");
        for (var path : paths.names()) {
            for (var method : paths.follow(path).names()) {
                if (METHODS.contains(method))
                    operations.add(new Operation(
                            method + " " + path, paths.follow(path).follow(method)));
            }
        }
        return operations;
    }

    @Test
    void every_operation_has_an_id_of_its_own() {
        var ids = operations().stream()
                .map(each -> each.place().node().path("operationId").asText(""))
                .toList();

        assertThat(ids)
                .hasSizeGreaterThanOrEqualTo(4)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_operation_says_what_it_does_and_declares_its_path_parameters(Operation operation) {
        var declared = new HashSet<String>();
        var parameters = operation.place().follow("parameters");
        for (int i = 0; i < parameters.node().size(); i++) {
            var parameter = parameters.node().get(i).path("$ref").asText();
            var node = CONTRACT.root().node().at(parameter.substring(1));
            if (node.path("in").asText().equals("path"))
                declared.add(node.path("name").asText());
            assertThat(node.path("description").asText()).as(parameter).isNotEmpty();
        }

        assertThat(operation.place().node().path("summary").asText()).isNotEmpty();
        assertThat(operation.place().node().path("description").asText()).contains("eeds `");
        assertThat(declared).isEqualTo(namesInBraces(operation.name()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_refusal_is_a_problem_and_no_answer_with_money_may_be_kept(Operation operation) {
        var responses = operation.place().follow("responses");

        assertThat(responses.names()).containsAll(saidBy(operation)).containsAnyOf("200", "201");
        for (var status : responses.names()) {
            var response = responses.follow(status);
            var content = response.follow("content");
            if (!status.startsWith("2")) assertThat(content.names()).as(status).contains("application/problem+json");
            assertThat(content.names())
                    .as(status)
                    .isNotEmpty()
                    .allMatch(type -> !content.follow(type).follow("schema").isMissing());
            if (status.startsWith("2"))
                assertThat(response.follow("headers").names()).contains("Cache-Control");
        }
    }

    // A caller without a token cannot lack a permission.
    private static Set<String> saidBy(Operation operation) {
        var said = new HashSet<>(SAID_BY_EVERY_CALL);
        if (operation.place().node().has("security")) said.removeAll(Set.of("401", "403"));
        return said;
    }

    @Test
    void every_reference_leads_somewhere_and_every_component_is_referred_to() {
        var references = new HashSet<String>();
        for (var place : CONTRACT.root().all()) {
            var reference = place.node().path("$ref").asText("");
            if (reference.isEmpty()) continue;
            references.add(reference.substring(1));
            assertThat(CONTRACT.root().node().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }

        for (var kind : List.of("schemas", "parameters", "headers", "responses")) {
            for (var name : CONTRACT.root().follow("components").follow(kind).names()) {
                assertThat(references).contains("/components/" + kind + "/" + name);
            }
        }
    }

    @Test
    void every_schema_is_a_schema() {
        var metaSchema =
                Schemas.registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var schemas = CONTRACT.root().follow("components").follow("schemas");

        for (var name : schemas.names()) {
            assertThat(metaSchema.validate(schemas.node().get(name))).as(name).isEmpty();
        }
    }

    @Test
    void every_object_is_closed_and_requires_all_it_answers() {
        var schemas = CONTRACT.root().follow("components").follow("schemas");

        for (var name : schemas.names()) {
            var schema = schemas.node().get(name);
            if (!schema.path("type").asText().equals("object") || name.equals("Problem")) continue;
            var closedBy = schema.has("allOf") ? "unevaluatedProperties" : "additionalProperties";
            assertThat(schema.path(closedBy).asBoolean(true)).as(name).isFalse();
            if (schema.has("allOf")) continue;
            var required = Schemas.texts(schema.path("required"));
            var all = schemas.follow(name).follow("properties").names();
            // A field that a request may omit has a default; a response omits nothing.
            if (name.startsWith("New")) assertThat(all).as(name).containsAll(required);
            else assertThat(required).as(name).containsExactlyElementsOf(all);
        }
    }

    @Test
    void every_example_is_as_its_schema_says() {
        int checked = 0;
        for (var place : CONTRACT.root().all()) {
            if (!place.node().isObject() || place.node().path("examples").isMissingNode()) continue;
            var media = place.node().has("schema");
            var schema = CONTRACT.schema(media ? place.follow("schema") : place);
            for (var example : place.node().get("examples")) {
                assertThat(schema.validate(media ? example.get("value") : example))
                        .as(place.pointer())
                        .isEmpty();
                checked++;
            }
        }

        assertThat(checked).isGreaterThan(40);
    }

    @Test
    void money_and_quantities_are_never_numbers() {
        for (var place : CONTRACT.root().all()) {
            assertThat(place.node().path("type").asText("")).as(place.pointer()).isNotEqualTo("number");
        }
    }

    private static Set<String> namesInBraces(String path) {
        var names = new HashSet<String>();
        for (var part : path.split("/", -1)) {
            if (part.startsWith("{")) names.add(part.substring(1, part.length() - 1));
        }
        return names;
    }
}
