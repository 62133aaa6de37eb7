package credits.local.aws.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.gateway.JwtAuthorizer.Authorized;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalRequest;
import credits.local.http.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The event that API Gateway makes of a request, in payload format 2.0.
///
/// As in AWS, `rawPath` is decoded despite its name, cookies are removed from the headers, and a body is text
/// only if its content type says so: a form is Base64.
record HttpApiEvent(
        LocalRequest request, RouteTable.RouteMatch routeMatch, Authorized authorized, String requestId, Instant time) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter COMMON_LOG_FORMAT =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Set<String> TEXT_TYPES =
            Set.of("application/json", "application/problem+json", "application/javascript", "application/xml");

    byte[] toBytes() {
        return toJson().toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode toJson() {
        var event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", routeMatch.functionRoute().key());
        event.put("rawPath", PercentEncoding.decodePath(request.path()));
        event.put("rawQueryString", request.query());
        putCookies(event);
        putHeaders(event.putObject("headers"));
        putQuery(event);
        event.set("requestContext", requestContext());
        if (!routeMatch.parameters().isEmpty()) event.set("pathParameters", JSON.valueToTree(routeMatch.parameters()));
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
        var parameters = request.queryParameters();
        if (!parameters.isEmpty()) event.set("queryStringParameters", JSON.valueToTree(parameters));
    }

    private ObjectNode requestContext() {
        var context = JSON.createObjectNode();
        context.put("accountId", LocalAddresses.ACCOUNT);
        context.put("apiId", "local");
        if (authorized instanceof JwtAuthorizer.VerifiedToken verifiedToken)
            context.putObject("authorizer").set("jwt", verifiedToken.toJson());
        context.put("domainName", request.header("host").replaceAll(":\\d+$", ""));
        context.put("domainPrefix", "local");
        var http = context.putObject("http");
        http.put("method", request.method());
        http.put("path", PercentEncoding.decodePath(request.path()));
        http.put("protocol", request.protocol());
        http.put("sourceIp", request.sourceIp());
        http.put("userAgent", request.header("user-agent"));
        context.put("requestId", requestId);
        context.put("routeKey", routeMatch.functionRoute().key());
        context.put("stage", "$default");
        context.put("time", COMMON_LOG_FORMAT.format(time));
        context.put("timeEpoch", time.toEpochMilli());
        return context;
    }

    private void putBody(ObjectNode event) {
        var isText = isText();
        if (request.body().length > 0)
            event.put(
                    "body",
                    isText
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        event.put("isBase64Encoded", request.body().length > 0 && !isText);
    }

    private boolean isText() {
        var type = request.header("content-type").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.startsWith("text/") || TEXT_TYPES.contains(type);
    }

    private String port() {
        var host = request.header("host");
        return host.contains(":") ? host.substring(host.lastIndexOf(':') + 1) : "80";
    }
}
