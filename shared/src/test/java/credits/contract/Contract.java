package credits.contract;

import com.fasterxml.jackson.databind.JsonNode;
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
public final class Contract {
    private static final String ID = "urn:credits:openapi";

    private final SchemaRegistry registry;
    private final JsonNode document;

    private Contract(SchemaRegistry registry, JsonNode document) {
        this.registry = registry;
        this.document = document;
    }

    /// Reads the contract from the class path.
    public static Contract read() {
        var document = Schemas.yaml("openapi.yaml");
        return new Contract(Schemas.registry(Map.of(ID, document.toString())), document);
    }

    /// Checks a response: its status must be one of the operation's, and its headers and body must match that status.
    ///
    /// @param pathTemplate as in the contract, such as `/v1/usage/months/{month}`
    /// @param headers with names in any case
    public void checkAnswer(String method, String pathTemplate, int status, Map<String, String> headers, String body) {
        var answer = "%s %s answered %d".formatted(method, pathTemplate, status);
        var operation = operation(method, pathTemplate);
        var response = operation.follow("responses").follow(Integer.toString(status));
        if (response.isMissing()) throw new AssertionError(answer + ", which the contract does not know");
        var sent = lowerCase(headers);
        var wrong = new ArrayList<String>();
        checkHeaders(response.follow("headers"), sent, wrong);
        var contentType = sent.getOrDefault("content-type", "none");
        var media = response.follow("content").follow(contentType.replaceFirst(" ?;.*", ""));
        if (media.isMissing()) wrong.add("content type " + contentType);
        else
            errors(media.follow("schema"), contentType.contains("json") ? body : Schemas.quoted(body))
                    .forEach(error -> wrong.add("body " + error));
        if (!wrong.isEmpty()) throw new AssertionError(answer + " against the contract: " + wrong + "\n" + body);
    }

    /// Checks the body of a request that is meant to be valid.
    public void checkRequest(String method, String pathTemplate, String body) {
        var schema = operation(method, pathTemplate)
                .follow("requestBody")
                .follow("content")
                .follow("application/json")
                .follow("schema");
        var errors = errors(schema, body);
        if (!errors.isEmpty()) throw new AssertionError("%s %s: %s".formatted(method, pathTemplate, errors));
    }

    private Place operation(String method, String pathTemplate) {
        var operation = root().follow("paths").follow(pathTemplate).follow(method.toLowerCase(Locale.ROOT));
        if (operation.isMissing()) throw new AssertionError("not in the contract: " + method + " " + pathTemplate);
        return operation;
    }

    private void checkHeaders(Place headers, Map<String, String> sent, List<String> wrong) {
        for (var name : headers.names()) {
            var header = headers.follow(name);
            var value = sent.get(name.toLowerCase(Locale.ROOT));
            if (value == null) {
                if (header.node().path("required").asBoolean()) wrong.add("header missing: " + name);
                continue;
            }
            var asJson = Schemas.quoted(value);
            errors(header.follow("schema"), asJson).forEach(error -> wrong.add("header " + name + " " + error));
        }
    }

    private List<Error> errors(Place schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON);
    }

    /// Returns the schema at a place in the document, from which its references are resolved.
    Schema schema(Place place) {
        if (place.isMissing()) throw new AssertionError("no schema at " + place.pointer());
        return registry.getSchema(SchemaLocation.of(ID + "#" + place.pointer()));
    }

    /// Returns the whole document.
    Place root() {
        return new Place(document, document, "");
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
