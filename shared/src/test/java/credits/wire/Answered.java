package credits.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/// The result of a request: the event that API Gateway receives, and the log.
record Answered(String event, String log) {
    static Answered to(Requests request, Function<HttpRequest, HttpResponse> function) {
        var output = new ByteArrayOutputStream();
        var log = new StringBuilder();
        try {
            Exchange.answer(request.event(), output, new LoggingContext(log), function);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Answered(output.toString(UTF_8), log.toString());
    }

    private Fields fields() {
        return Fields.open(Json.event(new ByteArrayInputStream(event.getBytes(UTF_8))), Pointer.WHOLE);
    }

    int status() {
        return (int) fields().wholeNumber("statusCode");
    }

    String header(String name) {
        return fields().object("headers").text(name);
    }

    String body() {
        return fields().text("body");
    }
}
