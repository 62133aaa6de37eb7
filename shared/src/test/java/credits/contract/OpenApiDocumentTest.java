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
class OpenApiDocumentTest {
    private static final OpenApiContract CONTRACT = OpenApiContract.loadPublished();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> COMMON_ERROR_STATUSES = Set.of("400", "401", "403", "429", "500", "503");

    /// An operation with a name for messages.
    record ApiOperation(String name, OpenApiNode node) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<ApiOperation> apiOperations() {
        var apiOperations = new ArrayList<ApiOperation>();
        var paths = CONTRACT.root().resolve("paths");
        for (var path : paths.names()) {
            for (var method : paths.resolve(path).names()) {
                if (METHODS.contains(method))
                    apiOperations.add(new ApiOperation(
                            method + " " + path, paths.resolve(path).resolve(method)));
            }
        }
        return apiOperations;
    }

    @Test
    void every_operation_has_a_unique_id() {
        var ids = apiOperations().stream()
                .map(each -> each.node().node().path("operationId").asText(""))
                .toList();

        assertThat(ids)
                .hasSizeGreaterThanOrEqualTo(4)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    }

    @ParameterizedTest
    @MethodSource("apiOperations")
    void every_operation_is_described_and_declares_its_path_parameters(ApiOperation apiOperation) {
        var declared = new HashSet<String>();
        var parameters = apiOperation.node().resolve("parameters");
        for (int i = 0; i < parameters.node().size(); i++) {
            var parameter = parameters.node().get(i).path("$ref").asText();
            var node = CONTRACT.root().node().at(parameter.substring(1));
            if (node.path("in").asText().equals("path"))
                declared.add(node.path("name").asText());
            assertThat(node.path("description").asText()).as(parameter).isNotEmpty();
        }

        assertThat(apiOperation.node().node().path("summary").asText()).isNotEmpty();
        assertThat(apiOperation.node().node().path("description").asText()).containsAnyOf("eeds `", "Needs no token.");
        assertThat(declared).isEqualTo(namesInBraces(apiOperation.name()));
    }

    @ParameterizedTest
    @MethodSource("apiOperations")
    void every_error_is_a_problem_and_no_success_may_be_cached(ApiOperation apiOperation) {
        var responses = apiOperation.node().resolve("responses");

        assertThat(responses.names())
                .containsAll(requiredStatusesOf(apiOperation))
                .containsAnyOf("200", "201");
        for (var status : responses.names()) {
            var response = responses.resolve(status);
            var content = response.resolve("content");
            if (!status.startsWith("2")) assertThat(content.names()).as(status).contains("application/problem+json");
            assertThat(content.names())
                    .as(status)
                    .isNotEmpty()
                    .allMatch(type -> !content.resolve(type).resolve("schema").isMissing());
            if (status.startsWith("2"))
                assertThat(response.resolve("headers").names()).contains("Cache-Control");
        }
    }

    // A caller without a token cannot lack a permission.
    private static Set<String> requiredStatusesOf(ApiOperation apiOperation) {
        var said = new HashSet<>(COMMON_ERROR_STATUSES);
        if (apiOperation.node().node().has("security")) said.removeAll(Set.of("401", "403"));
        return said;
    }

    @Test
    void every_reference_resolves_and_every_component_is_used() {
        var references = new HashSet<String>();
        for (var node : CONTRACT.root().selfAndDescendants()) {
            var reference = node.node().path("$ref").asText("");
            if (reference.isEmpty()) continue;
            references.add(reference.substring(1));
            assertThat(CONTRACT.root().node().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }

        for (var kind : List.of("schemas", "parameters", "headers", "responses")) {
            for (var name : CONTRACT.root().resolve("components").resolve(kind).names()) {
                assertThat(references).contains("/components/" + kind + "/" + name);
            }
        }
    }

    @Test
    void every_schema_is_valid() {
        var metaSchema =
                JsonSchemas.registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var schemas = CONTRACT.root().resolve("components").resolve("schemas");

        for (var name : schemas.names()) {
            assertThat(metaSchema.validate(schemas.node().get(name))).as(name).isEmpty();
        }
    }

    /// Closed, a misspelt field is found before it is sent; open, a new field breaks no generated client.
    @Test
    void requests_are_closed_and_responses_open() {
        var schemas = CONTRACT.root().resolve("components").resolve("schemas");
        var requests = schemasOfRequests();

        for (var name : schemas.names()) {
            for (var node : schemas.resolve(name).selfAndDescendants()) {
                if (!node.node().path("properties").isObject()) continue;
                assertThat(node.node().path("additionalProperties").asBoolean(true))
                        .as(node.pointer())
                        .isEqualTo(!requests.contains("/components/schemas/" + name));
                assertThat(node.node().has("unevaluatedProperties"))
                        .as(node.pointer())
                        .isFalse();
            }
        }
    }

    private static Set<String> schemasOfRequests() {
        var found = new HashSet<String>();
        for (var apiOperation : apiOperations())
            addReferences(apiOperation.node().resolve("requestBody"), found);
        return found;
    }

    private static void addReferences(OpenApiNode node, Set<String> found) {
        for (var each : node.selfAndDescendants()) {
            var reference = each.node().path("$ref").asText("");
            if (!reference.isEmpty() && found.add(reference.substring(1)))
                addReferences(
                        new OpenApiNode(each.document(), each.document().at(reference.substring(1)), reference), found);
        }
    }

    @Test
    void responses_require_all_fields() {
        var schemas = CONTRACT.root().resolve("components").resolve("schemas");

        for (var name : schemas.names()) {
            var schema = schemas.node().get(name);
            if (!schema.path("type").asText().equals("object") || schema.has("allOf")) continue;
            var required = JsonSchemas.texts(schema.path("required"));
            var all = schemas.resolve(name).resolve("properties").names();
            // A field that a request may omit has a default; a response omits nothing.
            if (name.startsWith("New")) assertThat(all).as(name).containsAll(required);
            else assertThat(required).as(name).containsExactlyElementsOf(all);
        }
    }

    /// Without these, generators make code that does not compile, or that takes the table for the default.
    @Test
    void clients_can_be_generated() {
        for (var node : CONTRACT.root().selfAndDescendants()) {
            var schema = node.node();
            boolean isBranch = node.pointer().matches(".*/(anyOf|oneOf)/[0-9]+");
            if (!isBranch)
                assertThat(schema.path("type").asText("")).as(node.pointer()).isNotEqualTo("null");
            assertThat(schema.path("uniqueItems").asBoolean()
                            && schema.at("/items/enum").isArray())
                    .as(node.pointer())
                    .isFalse();
            if (schema.has("text/csv"))
                assertThat(node.names().getFirst()).as(node.pointer()).isEqualTo("application/json");
        }
    }

    @Test
    void every_example_matches_its_schema() {
        int checked = 0;
        for (var node : CONTRACT.root().selfAndDescendants()) {
            if (!node.node().isObject() || node.node().path("examples").isMissingNode()) continue;
            var media = node.node().has("schema");
            var schema = CONTRACT.schema(media ? node.resolve("schema") : node);
            for (var example : node.node().get("examples")) {
                assertThat(schema.validate(media ? example.get("value") : example))
                        .as(node.pointer())
                        .isEmpty();
                checked++;
            }
        }

        assertThat(checked).isGreaterThan(40);
    }

    @Test
    void money_and_quantities_are_never_numbers() {
        for (var node : CONTRACT.root().selfAndDescendants()) {
            assertThat(node.node().path("type").asText("")).as(node.pointer()).isNotEqualTo("number");
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
