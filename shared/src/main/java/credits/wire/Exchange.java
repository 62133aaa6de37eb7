package credits.wire;

import com.amazonaws.services.lambda.runtime.Context;
import credits.ledger.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/// The request handling that all functions behind the HTTP API share: it parses the request, writes a response or a
/// problem, and logs one line.
public final class Exchange {
    private static final int RETRY_AFTER_SECONDS = 1;

    private Exchange() {}

    /// Answers the request in `input` with `function`. Exceptions become problems: [Rejected] and [Malformed] client
    /// errors, [Unavailable] a temporary error, and anything else an internal error.
    public static void answer(
            InputStream input, OutputStream output, Context context, Function<HttpRequest, HttpResponse> function)
            throws IOException {
        var request = HttpRequest.read(input);
        var line = Json.object().put("request_id", request.id()).put("route", request.routeKey());
        var response = answer(request, function, line);
        context.getLogger().log(line.put("status", response.status()).end().text());
        response.write(output);
    }

    private static HttpResponse answer(
            HttpRequest request, Function<HttpRequest, HttpResponse> function, JsonObject line) {
        try {
            return function.apply(request);
        } catch (Rejected rejected) {
            return problem(rejected.problem(), request, line);
        } catch (Malformed malformed) {
            return problem(Problem.invalidRequest(List.of(malformed.violation())), request, line);
        } catch (Unavailable undecided) {
            line.put("fault", Fault.json(undecided));
            return problem(Problem.temporarilyUnavailable(RETRY_AFTER_SECONDS), request, line);
        } catch (RuntimeException fault) {
            line.put("fault", Fault.json(fault));
            return problem(Problem.internalError(), request, line);
        }
    }

    private static HttpResponse problem(Problem problem, HttpRequest request, JsonObject line) {
        line.put("code", problem.kind().code());
        return HttpResponse.problem(problem, request.id());
    }
}
