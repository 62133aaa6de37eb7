package credits.wire;

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
public record HttpResponse(int status, SequencedMap<String, String> headers, String body, boolean isBase64) {
    public HttpResponse {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    public static HttpResponse json(int status, Json.Members body) {
        return of(status, "application/json", body.text());
    }

    /// Returns a table to be saved as `fileName`, which is ASCII without quotation marks.
    public static HttpResponse csv(Csv table, String fileName) {
        return of(200, "text/csv; charset=utf-8", table.toString())
                .with("content-disposition", "attachment; filename=\"" + fileName + "\"");
    }

    /// Returns a file to be saved as `fileName`, which is ASCII without quotation marks.
    public static HttpResponse file(byte[] contents, String contentType, String fileName) {
        var base64 = Base64.getEncoder().encodeToString(contents);
        return of(200, contentType, base64, true)
                .with("content-disposition", "attachment; filename=\"" + fileName + "\"");
    }

    /// Returns a response with a problem as its body.
    ///
    /// @param requestId the request ID, for finding the request in logs
    public static HttpResponse problem(Problem problem, String requestId) {
        var response = of(
                problem.kind().status(),
                "application/problem+json",
                problem.json(requestId).text());
        if (problem.kind() == Problem.Kind.UNAUTHORIZED) response = response.with("www-authenticate", "Bearer");
        var after = problem.retryAfterSeconds();
        return after.isPresent() ? response.with("retry-after", after.get().toString()) : response;
    }

    private static HttpResponse of(int status, String contentType, String body) {
        return of(status, contentType, body, false);
    }

    private static HttpResponse of(int status, String contentType, String body, boolean isBase64) {
        return new HttpResponse(status, new LinkedHashMap<>(), body, isBase64)
                .with("content-type", contentType)
                .with("cache-control", "no-store")
                .with("x-content-type-options", "nosniff");
    }

    /// Returns the response with one header added or replaced.
    public HttpResponse with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        var _ = more.put(name, value);
        return new HttpResponse(status, more, body, isBase64);
    }

    void write(OutputStream output) throws IOException {
        var named = Json.object();
        headers.forEach(named::put);
        var event = Json.object()
                .put("statusCode", status)
                .put("headers", named.end())
                .put("body", body)
                .put("isBase64Encoded", isBase64)
                .end();
        output.write(event.text().getBytes(StandardCharsets.UTF_8));
    }
}
