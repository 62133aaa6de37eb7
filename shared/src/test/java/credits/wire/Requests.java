package credits.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// Builds requests as API Gateway passes them on, field by field.
public final class Requests {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private String routeKey = "PUT /v1/limits";
    private String body = "";
    private boolean base64;

    private Requests() {}

    static Requests request() {
        return new Requests();
    }

    static Requests put(String body) {
        return request().header("Content-Type", "application/json").body(body);
    }

    Requests route(String key) {
        routeKey = key;
        return this;
    }

    Requests header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Requests query(String name, String value) {
        query.put(name, value);
        return this;
    }

    Requests claim(String name, String value) {
        claims.put(name, value);
        return this;
    }

    Requests body(String text) {
        body = text;
        return this;
    }

    Requests base64() {
        base64 = true;
        return this;
    }

    InputStream event() {
        return new ByteArrayInputStream(text().getBytes(UTF_8));
    }

    String text() {
        var context = Json.object()
                .put("requestId", "req-1")
                .put("timeEpoch", 1_795_348_803_041L)
                .put("stage", "$default")
                .put(
                        "authorizer",
                        Json.object()
                                .put(
                                        "jwt",
                                        Json.object()
                                                .put("claims", texts(claims))
                                                .putNull("scopes")
                                                .end())
                                .end())
                .end();
        return Json.object()
                .put("version", "2.0")
                .put("routeKey", routeKey)
                .put("rawPath", "/v1/limits")
                .put("headers", texts(headers))
                .put("queryStringParameters", texts(query))
                .put("pathParameters", Json.object().put("month", "2026-11").end())
                .put("requestContext", context)
                .put("body", body)
                .put("isBase64Encoded", base64)
                .end()
                .text();
    }

    HttpRequest read() {
        return HttpRequest.read(event());
    }

    private static Json.Members texts(Map<String, String> texts) {
        var object = Json.object();
        texts.forEach(object::put);
        return object.end();
    }
}
