package credits.priming;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.ApiPermission;
import credits.json.Json;
import credits.settings.EnvironmentVariable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A request as API Gateway passes it on, from the platform's organisation, which has no account, and a member with
/// every permission.
///
/// @param route such as `GET /v1/limits`
/// @param pathParameters the path parameters by name
/// @param headers the headers besides the content type
/// @param body JSON, or empty
public record PrimingRequest(
        String route, Map<String, String> pathParameters, Map<String, String> headers, String body) {
    // An organisation of this name, if there is one, is only read.
    static final String PRIMING_ORGANISATION = "priming";

    // Constant, so that two snapshots of one version are the same.
    private static final long REQUEST_TIME_MILLIS = 1_767_225_600_000L;

    public PrimingRequest {
        pathParameters = Map.copyOf(pathParameters);
        headers = Map.copyOf(headers);
    }

    /// A request without a body. `pathParameters` holds the path parameters by name.
    public static PrimingRequest get(String route, Map<String, String> pathParameters) {
        return new PrimingRequest(route, pathParameters, Map.of(), "");
    }

    void sendTo(RequestStreamHandler handler, Map<String, String> environment, LambdaLogger log) throws IOException {
        var event = event(environment).toText().getBytes(StandardCharsets.UTF_8);
        handler.handleRequest(
                new ByteArrayInputStream(event), OutputStream.nullOutputStream(), new PrimingContext(log));
    }

    private Json.JsonObject event(Map<String, String> environment) {
        var jwt =
                Json.object().put("claims", toJson(primingClaims(environment))).build();
        var context = Json.object()
                .put("requestId", PRIMING_ORGANISATION)
                .put("timeEpoch", REQUEST_TIME_MILLIS)
                .put("authorizer", Json.object().put("jwt", jwt).build())
                .build();
        return Json.object()
                .put("routeKey", route)
                .put("pathParameters", toJson(pathParameters))
                .put("headers", toJson(headers))
                .put("body", body)
                .put("isBase64Encoded", false)
                .put("requestContext", context)
                .build();
    }

    // Uses the claim names of this deployment's identity provider. The webhook function has none, because its callers
    // have no token.
    private static Map<String, String> primingClaims(Map<String, String> environment) {
        var permissions = Arrays.stream(ApiPermission.values())
                .map(ApiPermission::toString)
                .collect(Collectors.joining(" "));
        var claims = new TreeMap<String, String>();
        EnvironmentVariable.ORGANISATION_CLAIM
                .find(environment)
                .ifPresent(name -> claims.put(
                        name,
                        EnvironmentVariable.PLATFORM_ORGANISATION
                                .find(environment)
                                .orElse(PRIMING_ORGANISATION)));
        EnvironmentVariable.CLIENT_CLAIM
                .find(environment)
                .ifPresent(name -> claims.put(name, firstPlatformClient(environment)));
        EnvironmentVariable.MEMBER_CLAIM.find(environment).ifPresent(name -> claims.put(name, PRIMING_ORGANISATION));
        EnvironmentVariable.PERMISSIONS_CLAIM
                .find(environment)
                .ifPresent(name -> claims.put(name, isArray(environment) ? "[" + permissions + "]" : permissions));
        return claims;
    }

    private static boolean isArray(Map<String, String> environment) {
        return EnvironmentVariable.PERMISSIONS_FORMAT.require(environment).equals("ARRAY");
    }

    private static String firstPlatformClient(Map<String, String> environment) {
        return EnvironmentVariable.PLATFORM_CLIENTS.require(environment).split(",", 2)[0];
    }

    private static Json.JsonObject toJson(Map<String, String> texts) {
        var object = Json.object();
        for (var text : new TreeMap<>(texts).entrySet()) object.put(text.getKey(), text.getValue());
        return object.build();
    }
}
