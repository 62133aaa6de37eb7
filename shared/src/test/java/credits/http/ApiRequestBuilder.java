package credits.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.json.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Builds requests as API Gateway passes them on, field by field.
public final class ApiRequestBuilder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private String routeKey = "PUT /v1/limits";
    private String body = "";
    private boolean base64;
    private long timeMillis = 1_795_348_803_041L;

    private ApiRequestBuilder() {}

    public static ApiRequestBuilder request() {
        return new ApiRequestBuilder();
    }

    public static ApiRequestBuilder put(String body) {
        return request().header("Content-Type", "application/json").body(body);
    }

    ApiRequestBuilder route(String key) {
        routeKey = key;
        return this;
    }

    public ApiRequestBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ApiRequestBuilder query(String name, String value) {
        query.put(name, value);
        return this;
    }

    public ApiRequestBuilder claim(String name, String value) {
        claims.put(name, value);
        return this;
    }

    ApiRequestBuilder body(String text) {
        body = text;
        return this;
    }

    /// Sends it later than requests usually are.
    ApiRequestBuilder later(Duration time) {
        timeMillis += time.toMillis();
        return this;
    }

    ApiRequestBuilder base64() {
        base64 = true;
        return this;
    }

    InputStream toEvent() {
        return new ByteArrayInputStream(toText().getBytes(UTF_8));
    }

    public String toText() {
        var context = Json.object()
                .put("requestId", "req-1")
                .put("timeEpoch", timeMillis)
                .put("stage", "$default")
                .put(
                        "authorizer",
                        Json.object()
                                .put(
                                        "jwt",
                                        Json.object()
                                                .put("claims", texts(claims))
                                                .putNull("scopes")
                                                .build())
                                .build())
                .build();
        return Json.object()
                .put("version", "2.0")
                .put("routeKey", routeKey)
                .put("rawPath", "/v1/limits")
                .put("headers", texts(headers))
                .put("queryStringParameters", texts(query))
                .put("pathParameters", Json.object().put("month", "2026-11").build())
                .put("requestContext", context)
                .put("body", body)
                .put("isBase64Encoded", base64)
                .build()
                .toText();
    }

    public ApiRequest toRequest() {
        return ApiRequest.fromEvent(toEvent());
    }

    private static Json.JsonObject texts(Map<String, String> texts) {
        var object = Json.object();
        texts.forEach(object::put);
        return object.build();
    }
}
