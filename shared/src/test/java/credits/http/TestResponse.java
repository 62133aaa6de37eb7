package credits.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/// The result of a request: the event that API Gateway receives, and the log.
public record TestResponse(String event, String log) {
    public static TestResponse handle(ApiRequestBuilder request, Function<ApiRequest, ApiResponse> function) {
        var output = new ByteArrayOutputStream();
        var log = new StringBuilder();
        try {
            HttpEndpoint.handle(request.toEvent(), output, new FakeLambdaContext(log), function);
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
