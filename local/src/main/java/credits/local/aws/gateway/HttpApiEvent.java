package credits.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.gateway.Authorizer.Admitted;
import credits.local.template.Places;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The event that API Gateway makes of a request: an HTTP API's payload format 2.0.
///
/// As there, `rawPath` is decoded despite its name, cookies are taken out of the headers, and a body is text only
/// when its content type says so: a form is not.
record Event(Request request, Routes.Match match, Admitted admitted, String requestId, Instant at) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter CLF =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Set<String> TEXTS =
            Set.of("application/json", "application/problem+json", "application/javascript", "application/xml");

    byte[] toBytes() {
        return toJson().toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode toJson() {
        var event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", match.served().key());
        event.put("rawPath", Encoded.path(request.path()));
        event.put("rawQueryString", request.query());
        putCookies(event);
        putHeaders(event.putObject("headers"));
        putQuery(event);
        event.set("requestContext", context());
        if (!match.parameters().isEmpty()) event.set("pathParameters", JSON.valueToTree(match.parameters()));
        putBody(event);
        return event;
    }

    private void putCookies(ObjectNode event) {
        var cookies = request.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split(";\\s*", -1)))
                .toList();
        if (!cookies.isEmpty()) event.set("cookies", JSON.valueToTree(cookies));
    }

    private void putHeaders(ObjectNode headers) {
        for (var name : request.headers().keySet()) if (!name.equals("cookie")) headers.put(name, request.header(name));
        headers.put("x-forwarded-for", request.sourceIp());
        headers.put("x-forwarded-proto", "http");
        headers.put("x-forwarded-port", port());
    }

    private void putQuery(ObjectNode event) {
        var parameters = request.parameters();
        if (!parameters.isEmpty()) event.set("queryStringParameters", JSON.valueToTree(parameters));
    }

    private ObjectNode context() {
        var context = JSON.createObjectNode();
        context.put("accountId", Places.ACCOUNT);
        context.put("apiId", "local");
        if (admitted instanceof Authorizer.Token token)
            context.putObject("authorizer").set("jwt", token.toJson());
        context.put("domainName", request.header("host").replaceAll(":\\d+$", ""));
        context.put("domainPrefix", "local");
        var http = context.putObject("http");
        http.put("method", request.method());
        http.put("path", Encoded.path(request.path()));
        http.put("protocol", request.protocol());
        http.put("sourceIp", request.sourceIp());
        http.put("userAgent", request.header("user-agent"));
        context.put("requestId", requestId);
        context.put("routeKey", match.served().key());
        context.put("stage", "$default");
        context.put("time", CLF.format(at));
        context.put("timeEpoch", at.toEpochMilli());
        return context;
    }

    private void putBody(ObjectNode event) {
        var text = isText();
        if (request.body().length > 0)
            event.put(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        event.put("isBase64Encoded", request.body().length > 0 && !text);
    }

    private boolean isText() {
        var type = request.header("content-type").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.startsWith("text/") || TEXTS.contains(type);
    }

    private String port() {
        var host = request.header("host");
        return host.contains(":") ? host.substring(host.lastIndexOf(':') + 1) : "80";
    }
}
