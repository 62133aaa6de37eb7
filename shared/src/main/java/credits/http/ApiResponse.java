package credits.http;

import credits.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A response as API Gateway takes it (payload format 2.0). It must not be cached, because it shows money.
///
/// @param headers by lower-case name
/// @param isBase64 whether the body is the Base64 encoding of binary data
public record ApiResponse(int status, SequencedMap<String, String> headers, String body, boolean isBase64) {
    private static final String TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains";

    public ApiResponse {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    public static ApiResponse json(int status, Json.JsonObject body) {
        return of(status, "application/json", body.toText());
    }

    /// Returns a text.
    ///
    /// @param contentType without the encoding, which is UTF-8
    public static ApiResponse text(String text, String contentType) {
        return of(200, contentType + "; charset=utf-8", text);
    }

    /// Returns a table to be saved as `fileName`, which is ASCII without quotation marks.
    public static ApiResponse csv(CsvTable table, String fileName) {
        return of(200, "text/csv; charset=utf-8", table.toString())
                .withHeader("content-disposition", "attachment; filename=\"" + fileName + "\"");
    }

    /// Returns a file to be saved as `fileName`, which is ASCII without quotation marks.
    public static ApiResponse file(byte[] contents, String contentType, String fileName) {
        var base64 = Base64.getEncoder().encodeToString(contents);
        return of(200, contentType, base64, true)
                .withHeader("content-disposition", "attachment; filename=\"" + fileName + "\"");
    }

    /// Returns a response with a problem as its body.
    ///
    /// @param request the request, which says where the problem's page is, and whose ID is for finding it in logs
    public static ApiResponse problem(Problem problem, ApiRequest request) {
        var origin = request.problemOrigin().orElseGet(request::origin);
        var response = of(
                problem.type().status(),
                "application/problem+json",
                problem.toJson(origin, request.requestId()).toText());
        if (problem.type() == Problem.ProblemType.UNAUTHORIZED)
            response = response.withHeader("www-authenticate", "Bearer");
        var after = problem.retryAfterSeconds();
        return after.isPresent()
                ? response.withHeader("retry-after", after.get().toString())
                : response;
    }

    private static ApiResponse of(int status, String contentType, String body) {
        return of(status, contentType, body, false);
    }

    private static ApiResponse of(int status, String contentType, String body, boolean isBase64) {
        return new ApiResponse(status, new LinkedHashMap<>(), body, isBase64)
                .withHeader("content-type", contentType)
                .withHeader("cache-control", "no-store")
                .withHeader("x-content-type-options", "nosniff")
                .withHeader("strict-transport-security", TRANSPORT_SECURITY);
    }

    /// Returns the response with one header added or replaced.
    public ApiResponse withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        var _ = more.put(name, value);
        return new ApiResponse(status, more, body, isBase64);
    }

    void writeTo(OutputStream output) throws IOException {
        var named = Json.object();
        headers.forEach(named::put);
        var event = Json.object()
                .put("statusCode", status)
                .put("headers", named.build())
                .put("body", body)
                .put("isBase64Encoded", isBase64)
                .build();
        output.write(event.toText().getBytes(StandardCharsets.UTF_8));
    }
}
