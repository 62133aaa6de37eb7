package credits.priming;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.wire.Json;
import credits.wire.Permission;
import credits.wire.Variable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A request as API Gateway passes it on, from a non-existent organisation and a member with every permission.
///
/// @param route such as `GET /v1/limits`
/// @param path the path parameters by name
/// @param headers the headers besides the content type
/// @param body JSON, or empty
public record FirstRequest(String route, Map<String, String> path, Map<String, String> headers, String body) {
    // An organisation of this name, if there is one, is only read.
    static final String NOBODY = "priming";

    // Constant, so that two snapshots of one version are the same.
    private static final long AT_MILLIS = 1_767_225_600_000L;

    public FirstRequest {
        path = Map.copyOf(path);
        headers = Map.copyOf(headers);
    }

    /// A request without a body. `path` holds the path parameters by name.
    public static FirstRequest get(String route, Map<String, String> path) {
        return new FirstRequest(route, path, Map.of(), "");
    }

    void playTo(RequestStreamHandler function, Map<String, String> environment, LambdaLogger log) throws IOException {
        var event = event(environment).text().getBytes(StandardCharsets.UTF_8);
        function.handleRequest(new ByteArrayInputStream(event), OutputStream.nullOutputStream(), new Rehearsal(log));
    }

    private Json.Members event(Map<String, String> environment) {
        var claimed = Json.object().put("claims", texts(claims(environment))).end();
        var context = Json.object()
                .put("requestId", NOBODY)
                .put("timeEpoch", AT_MILLIS)
                .put("authorizer", Json.object().put("jwt", claimed).end())
                .end();
        return Json.object()
                .put("routeKey", route)
                .put("pathParameters", texts(path))
                .put("headers", texts(headers))
                .put("body", body)
                .put("isBase64Encoded", false)
                .put("requestContext", context)
                .end();
    }

    // Uses the claim names of this deployment's identity provider. The webhook function has none, because its callers
    // have no token.
    private static Map<String, String> claims(Map<String, String> environment) {
        var permissions =
                Arrays.stream(Permission.values()).map(Permission::toString).collect(Collectors.joining(" "));
        var claims = new TreeMap<String, String>();
        Variable.ORGANISATION_CLAIM.ifSet(environment).ifPresent(name -> claims.put(name, NOBODY));
        Variable.MEMBER_CLAIM.ifSet(environment).ifPresent(name -> claims.put(name, NOBODY));
        Variable.PERMISSIONS_CLAIM.ifSet(environment).ifPresent(name -> claims.put(name, "[" + permissions + "]"));
        return claims;
    }

    private static Json.Members texts(Map<String, String> texts) {
        var object = Json.object();
        for (var text : new TreeMap<>(texts).entrySet()) object.put(text.getKey(), text.getValue());
        return object.end();
    }
}
