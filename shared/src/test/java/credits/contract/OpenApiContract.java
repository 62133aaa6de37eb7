package credits.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The API contract in `openapi.yaml`, for checking real requests and responses. A difference throws [AssertionError]
/// that describes it.
public final class OpenApiContract {
    private static final String ID = "urn:credits:openapi";

    private final SchemaRegistry registry;
    private final JsonNode document;

    private OpenApiContract(SchemaRegistry registry, JsonNode document) {
        this.registry = registry;
        this.document = document;
    }

    /// Reads the contract from the class path, and closes the schemas of responses. They are published open, so that
    /// fields can be added; but what we send has no field that the contract does not describe.
    public static OpenApiContract load() {
        var document = JsonSchemas.yaml("openapi.yaml");
        close(document);
        return of(document);
    }

    /// Reads the contract from the class path, as it is published.
    static OpenApiContract loadPublished() {
        return of(JsonSchemas.yaml("openapi.yaml"));
    }

    private static OpenApiContract of(JsonNode document) {
        return new OpenApiContract(JsonSchemas.registry(Map.of(ID, document.toString())), document);
    }

    private static void close(JsonNode document) {
        var schemas = new OpenApiNode(document, document, "")
                .resolve("components")
                .resolve("schemas")
                .selfAndDescendants();
        for (var each : schemas) {
            // Problem is the base of the others, which are closed with it.
            if (!(each.node() instanceof ObjectNode schema) || each.pointer().endsWith("/schemas/Problem")) continue;
            if (schema.path("properties").isObject())
                schema.put(schema.has("allOf") ? "unevaluatedProperties" : "additionalProperties", false);
        }
    }

    /// Checks a response: its status must be one of the operation's, and its headers and body must match that status.
    ///
    /// @param pathTemplate as in the contract, such as `/v1/usage/months/{month}`
    /// @param headers with names in any case
    public void checkResponse(
            String method, String pathTemplate, int status, Map<String, String> headers, String body) {
        var answer = "%s %s answered %d".formatted(method, pathTemplate, status);
        var operation = operation(method, pathTemplate);
        var response = operation.resolve("responses").resolve(Integer.toString(status));
        if (response.isMissing()) throw new AssertionError(answer + ", which the contract does not know");
        var sent = lowerCase(headers);
        var wrong = new ArrayList<String>();
        checkHeaders(response.resolve("headers"), sent, wrong);
        var contentType = sent.getOrDefault("content-type", "none");
        var media = response.resolve("content").resolve(contentType.replaceFirst(" ?;.*", ""));
        if (media.isMissing()) wrong.add("content type " + contentType);
        else
            errors(media.resolve("schema"), contentType.contains("json") ? body : JsonSchemas.quoted(body))
                    .forEach(error -> wrong.add("body " + error));
        if (!wrong.isEmpty()) throw new AssertionError(answer + " against the contract: " + wrong + "\n" + body);
    }

    /// Checks the body of a request that is meant to be valid.
    public void checkRequest(String method, String pathTemplate, String body) {
        var schema = operation(method, pathTemplate)
                .resolve("requestBody")
                .resolve("content")
                .resolve("application/json")
                .resolve("schema");
        var errors = errors(schema, body);
        if (!errors.isEmpty()) throw new AssertionError("%s %s: %s".formatted(method, pathTemplate, errors));
    }

    /// Checks an event that we publish.
    public void checkEvent(String type, String event) {
        var schema = root().resolve("webhooks")
                .resolve(type)
                .resolve("post")
                .resolve("requestBody")
                .resolve("content")
                .resolve("application/cloudevents+json")
                .resolve("schema");
        var errors = errors(schema, event);
        if (!errors.isEmpty()) throw new AssertionError("%s: %s\n%s".formatted(type, errors, event));
    }

    private OpenApiNode operation(String method, String pathTemplate) {
        var operation = root().resolve("paths").resolve(pathTemplate).resolve(method.toLowerCase(Locale.ROOT));
        if (operation.isMissing()) throw new AssertionError("not in the contract: " + method + " " + pathTemplate);
        return operation;
    }

    private void checkHeaders(OpenApiNode headers, Map<String, String> sent, List<String> wrong) {
        for (var name : headers.names()) {
            var header = headers.resolve(name);
            var value = sent.get(name.toLowerCase(Locale.ROOT));
            if (value == null) {
                if (header.node().path("required").asBoolean()) wrong.add("header missing: " + name);
                continue;
            }
            var asJson = JsonSchemas.quoted(value);
            errors(header.resolve("schema"), asJson).forEach(error -> wrong.add("header " + name + " " + error));
        }
    }

    private List<Error> errors(OpenApiNode schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON);
    }

    /// Returns the schema at a place in the document, from which its references are resolved.
    Schema schema(OpenApiNode node) {
        if (node.isMissing()) throw new AssertionError("no schema at " + node.pointer());
        return registry.getSchema(SchemaLocation.of(ID + "#" + node.pointer()));
    }

    /// Returns the whole document.
    OpenApiNode root() {
        return new OpenApiNode(document, document, "");
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
