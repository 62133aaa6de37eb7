package credits;

import credits.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A request with a verified token, as API Gateway passes it on.
///
/// @param route such as `GET /v1/usage/months/{month}`
/// @param path the values for the route's braces in order, separated by spaces; empty if there are none
public record TestRequest(
        String route,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Map<String, String> claims,
        String body,
        Instant at) {
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^}]+)}");

    /// Returns a request of an owner of `acme`.
    public static TestRequest of(String route, String path, Instant at) {
        return new TestRequest(route, path, Map.of(), Map.of(), claimsOf("acme", "[owner]"), "", at);
    }

    private static Map<String, String> claimsOf(String organisation, String roles) {
        return Map.of("organisation", organisation, "sub", "usr_giulia", "roles", roles, "azp", "credits-operator");
    }

    public TestRequest signedInAs(String organisation, String roles) {
        return new TestRequest(route, path, query, headers, claimsOf(organisation, roles), body, at);
    }

    /// Returns the request with these claims and no others.
    public TestRequest withClaims(Map<String, String> others) {
        return new TestRequest(route, path, query, headers, others, body, at);
    }

    /// Returns the request of the same caller with other roles.
    public TestRequest withRoles(String roles) {
        return withClaims(plus(claims, "roles", roles));
    }

    public TestRequest withQuery(String name, String value) {
        return new TestRequest(route, path, plus(query, name, value), headers, claims, body, at);
    }

    public TestRequest withHeader(String name, String value) {
        return new TestRequest(route, path, query, plus(headers, name, value), claims, body, at);
    }

    public TestRequest withJson(String text) {
        return new TestRequest(route, path, query, plus(headers, "content-type", "application/json"), claims, text, at);
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
    public Json.JsonObject toEvent() {
        var claimed = Json.object().put("claims", texts(claims)).build();
        var context = Json.object()
                .put("requestId", "req-1")
                .put("timeEpoch", at.toEpochMilli())
                .put("authorizer", Json.object().put("jwt", claimed).build())
                .build();
        return Json.object()
                .put("routeKey", route)
                .put("pathParameters", texts(pathParameters()))
                .put("queryStringParameters", texts(query))
                .put("headers", texts(headers))
                .put("body", body)
                .put("isBase64Encoded", false)
                .put("requestContext", context)
                .build();
    }

    private static Json.JsonObject texts(Map<String, String> texts) {
        var object = Json.object();
        texts.forEach(object::put);
        return object.build();
    }
}
