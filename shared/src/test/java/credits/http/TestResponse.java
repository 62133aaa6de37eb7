package credits.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The result of a request: the event that API Gateway receives, and the log.
public record TestResponse(String event, String log) {
    /// The result of a request that needs no token.
    public static TestResponse handle(ApiRequestBuilder request, Function<ApiRequest, ApiResponse> function) {
        return capture((output, log) ->
                HttpEndpoint.handleOpen(request.toEvent(), output, new FakeLambdaContext(log), function));
    }

    /// The result of a request at `endpoint`.
    static TestResponse handle(
            ApiRequestBuilder request,
            HttpEndpoint endpoint,
            BiFunction<ApiRequest, RequestCaller, ApiResponse> function) {
        return capture(
                (output, log) -> endpoint.handle(request.toEvent(), output, new FakeLambdaContext(log), function));
    }

    /// Handles a request.
    private interface Invocation {
        void run(OutputStream output, StringBuilder log) throws IOException;
    }

    private static TestResponse capture(Invocation invocation) {
        var output = new ByteArrayOutputStream();
        var log = new StringBuilder();
        try {
            invocation.run(output, log);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new TestResponse(output.toString(UTF_8), log.toString());
    }

    private JsonFields fields() {
        return JsonFields.lenient(Json.parseEvent(new ByteArrayInputStream(event.getBytes(UTF_8))), JsonPointer.ROOT);
    }

    public int status() {
        return (int) fields().wholeNumber("statusCode");
    }

    String header(String name) {
        return fields().object("headers").text(name);
    }

    String body() {
        return fields().text("body");
    }
}
