package credits;

import credits.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A request with a verified token, as API Gateway passes it on.
///
/// @param route such as `GET /v1/usage/months/{month}`
/// @param path the values for the route's braces in order, separated by spaces; empty if there are none
public record Request(
        String route,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Map<String, String> claims,
        String body,
        Instant at) {
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^}]+)}");

    /// Returns a request of an owner of `acme`.
    public static Request of(String route, String path, Instant at) {
        return new Request(route, path, Map.of(), Map.of(), claims("acme", "[owner]"), "", at);
    }

    private static Map<String, String> claims(String organisation, String roles) {
        return Map.of("organisation", organisation, "sub", "usr_giulia", "roles", roles);
    }

    public Request by(String organisation, String roles) {
        return new Request(route, path, query, headers, claims(organisation, roles), body, at);
    }

    /// Returns the request with these claims and no others.
    public Request claiming(Map<String, String> others) {
        return new Request(route, path, query, headers, others, body, at);
    }

    public Request query(String name, String value) {
        return new Request(route, path, plus(query, name, value), headers, claims, body, at);
    }

    public Request header(String name, String value) {
        return new Request(route, path, query, plus(headers, name, value), claims, body, at);
    }

    public Request json(String text) {
        return new Request(route, path, query, plus(headers, "content-type", "application/json"), claims, text, at);
    }

    private static Map<String, String> plus(Map<String, String> all, String name, String value) {
        var more = new LinkedHashMap<>(all);
        var _ = more.put(name, value);
        return more;
    }

    private Map<String, String> pathParameters() {
        var names =
                IN_BRACES.matcher(route).results().map(found -> found.group(1)).toList();
        var values = path.split(" ", -1);
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) parameters.put(names.get(i), values[i]);
        return parameters;
    }

    /// Returns the event as the function receives it.
    public Json.Members event() {
        var claimed = Json.object().put("claims", texts(claims)).end();
        var context = Json.object()
                .put("requestId", "req-1")
                .put("timeEpoch", at.toEpochMilli())
                .put("authorizer", Json.object().put("jwt", claimed).end())
                .end();
        return Json.object()
                .put("routeKey", route)
                .put("pathParameters", texts(pathParameters()))
                .put("queryStringParameters", texts(query))
                .put("headers", texts(headers))
                .put("body", body)
                .put("isBase64Encoded", false)
                .put("requestContext", context)
                .end();
    }

    private static Json.Members texts(Map<String, String> texts) {
        var object = Json.object();
        texts.forEach(object::put);
        return object.end();
    }
}
