package credits.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import credits.wire.HttpResponse;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every part of `openapi.yaml` must have, so that it can be read, generated from, and believed.
class OpenApiTest {
    private static final Contract CONTRACT = Contract.read();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> SAID_BY_EVERY_CALL = Set.of("400", "401", "403", "429", "500", "503");

    /// An operation and what to call it.
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

        assertThat(responses.names()).containsAll(SAID_BY_EVERY_CALL).containsAnyOf("200", "201");
        for (var status : responses.names()) {
            var response = responses.follow(status);
            var type = status.startsWith("2") ? "application/json" : "application/problem+json";
            assertThat(response.follow("content").follow(type).follow("schema").isMissing())
                    .as(status)
                    .isFalse();
            if (status.startsWith("2"))
                assertThat(response.follow("headers").names()).contains("Cache-Control");
        }
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
            if (!schema.has("allOf"))
                assertThat(Schemas.texts(schema.path("required")))
                        .as(name)
                        .containsExactlyElementsOf(
                                schemas.follow(name).follow("properties").names());
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

    @ParameterizedTest
    @EnumSource
    void every_kind_of_problem_has_a_schema_and_a_page(Problem.Kind kind) throws IOException {
        var schemas = CONTRACT.root().follow("components").follow("schemas");
        var schema = schemas.names().stream()
                .filter(name -> schemas.node()
                        .at("/" + name + "/properties/code/const")
                        .asText()
                        .equals(kind.code()))
                .findFirst();
        var page = Files.readString(Path.of("../docs/problems", kind.code() + ".md"));

        assertThat(schema).isPresent();
        var example = schemas.node().get(schema.orElseThrow()).at("/examples/0");
        assertThat(example.path("status").asInt()).isEqualTo(kind.status());
        assertThat(example.path("title").asText()).isEqualTo(kind.title());
        assertThat(page)
                .contains("`" + kind.type() + "`")
                .contains("`" + kind.status() + "`")
                .contains(kind.title());
    }

    static Stream<Problem> problems() {
        return Stream.of(
                Problem.invalidRequest("/query/limit", "must be a whole number from 1 to 100"),
                Problem.unauthorized(),
                Problem.claimRequired("organisation"),
                Problem.permissionRequired(Permission.LIMITS_WRITE),
                Problem.notFound(),
                Problem.preconditionFailed(),
                Problem.payloadTooLarge(16 * 1024),
                Problem.unsupportedMediaType(),
                Problem.invalidLimits(
                        List.of(new Violation("/alert_threshold", "must be lower than or equal to the allowed limit"))),
                Problem.invalidAmount("/amount", "must not be zero"),
                Problem.idempotencyConflict(),
                Problem.priceListExists(Instant.parse("2027-01-01T00:00:00Z")),
                Problem.priceListTooSoon(Instant.parse("2026-11-22T12:05:00Z")),
                Problem.unpricedOperation(
                        new credits.identity.Operation("query.none"), Instant.parse("2026-11-22T12:00:00Z")),
                Problem.preconditionRequired(),
                Problem.rateLimited(1),
                Problem.internalError(),
                Problem.temporarilyUnavailable(1));
    }

    @Test
    void these_are_all_kinds_of_problems() {
        assertThat(problems().map(Problem::kind)).containsExactlyInAnyOrder(Problem.Kind.values());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_we_answer_is_as_the_contract_says_and_as_its_example_shows(Problem problem) {
        var response = HttpResponse.problem(problem, "JKJaXmPLvHcESHA=");
        var route = routeOf(problem.kind()).split(" ", 2);

        CONTRACT.checkAnswer(route[0], route[1], response.status(), response.headers(), response.body());
        assertThat(exampleOf(problem).toString()).isEqualTo(response.body());
    }

    private static String routeOf(Problem.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "GET /v1/usage/days/{date}";
            case PRICE_LIST_EXISTS, PRICE_LIST_TOO_SOON -> "POST /v1/prices";
            case INVALID_AMOUNT, IDEMPOTENCY_CONFLICT -> "POST /v1/adjustments";
            case UNPRICED_OPERATION -> "GET /v1/quota";
            default -> "PUT /v1/limits";
        };
    }

    private static JsonNode exampleOf(Problem problem) {
        return CONTRACT.root().follow("components").follow("schemas").node().findParents("examples").stream()
                .map(schema -> schema.at("/examples/0"))
                .filter(example ->
                        example.path("code").asText().equals(problem.kind().code()))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> namesInBraces(String path) {
        var names = new HashSet<String>();
        for (var part : path.split("/", -1)) {
            if (part.startsWith("{")) names.add(part.substring(1, part.length() - 1));
        }
        return names;
    }
}
