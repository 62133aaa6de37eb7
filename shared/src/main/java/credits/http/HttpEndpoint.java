package credits.http;

import com.amazonaws.services.lambda.runtime.Context;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.logging.FunctionVersion;
import credits.logging.LoggableFault;
import credits.retry.ServiceUnavailableException;
import credits.settings.EnvironmentVariable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The request handling that all functions behind the HTTP API share: it parses the request, identifies the caller,
/// writes a response or a problem, and logs one line: who called what, and what came of it.
public final class HttpEndpoint {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ClaimMapping claims;
    private final FairShares shares;
    private final Optional<String> problemOrigin;

    /// @param problemOrigin the scheme and host of the pages of problems; empty for those that were called
    public HttpEndpoint(ClaimMapping claims, FairShares shares, Optional<String> problemOrigin) {
        this.claims = claims;
        this.shares = shares;
        this.problemOrigin = problemOrigin;
    }

    public static HttpEndpoint fromEnvironment(Map<String, String> environment) {
        return new HttpEndpoint(
                ClaimMapping.fromEnvironment(environment),
                FairShares.fromEnvironment(environment),
                EnvironmentVariable.PROBLEM_ORIGIN.find(environment));
    }

    /// Answers the request in `input` with `handler`, which identifies its caller. Exceptions become problems, as for
    /// [#handleOpen].
    public void handle(
            InputStream input,
            OutputStream output,
            Context context,
            BiFunction<ApiRequest, RequestCaller, ApiResponse> handler)
            throws IOException {
        var request = ApiRequest.fromEvent(input).withProblemOrigin(problemOrigin);
        var caller = new RequestCaller(request, claims, shares);
        var logLine = newLogLine(request);
        var response = caller.withRateLimits(handle(request, each -> handler.apply(each, caller), logLine));
        caller.describeTo(logLine);
        caller.measurements()
                .forEach(line -> context.getLogger().log(line.toText().getBytes(StandardCharsets.UTF_8)));
        finish(response, output, context, logLine);
    }

    /// Answers the request in `input`, which needs no token, with `handler`. Exceptions become problems:
    /// [ProblemException] and [InvalidInputException] client errors, [ServiceUnavailableException] a
    /// temporary error, and anything else an internal error.
    public static void handleOpen(
            InputStream input, OutputStream output, Context context, Function<ApiRequest, ApiResponse> handler)
            throws IOException {
        var request = ApiRequest.fromEvent(input);
        var logLine = newLogLine(request);
        finish(handle(request, handler, logLine), output, context, logLine);
    }

    private static JsonObjectBuilder newLogLine(ApiRequest request) {
        return Json.object().put("request_id", request.requestId()).put("route", request.routeKey());
    }

    private static void finish(ApiResponse response, OutputStream output, Context context, JsonObjectBuilder logLine)
            throws IOException {
        logLine.put("status", response.status())
                .put(FunctionVersion.MEMBER, FunctionVersion.parse(context.getFunctionVersion()));
        context.getLogger().log(logLine.build().toText());
        response.writeTo(output);
    }

    private static ApiResponse handle(
            ApiRequest request, Function<ApiRequest, ApiResponse> handler, JsonObjectBuilder logLine) {
        try {
            return handler.apply(request);
        } catch (ProblemException exception) {
            return toProblemResponse(exception.problem(), request, logLine);
        } catch (InvalidInputException invalid) {
            return toProblemResponse(Problem.invalidRequest(invalid.fieldErrors()), request, logLine);
        } catch (ServiceUnavailableException undecided) {
            logLine.put("fault", LoggableFault.toJson(undecided));
            return toProblemResponse(Problem.temporarilyUnavailable(RETRY_AFTER_SECONDS), request, logLine);
        } catch (RuntimeException fault) {
            logLine.put("fault", LoggableFault.toJson(fault));
            return toProblemResponse(Problem.internalError(), request, logLine);
        }
    }

    private static ApiResponse toProblemResponse(Problem problem, ApiRequest request, JsonObjectBuilder logLine) {
        logLine.put("code", problem.type().code());
        return ApiResponse.problem(problem, request);
    }
}
