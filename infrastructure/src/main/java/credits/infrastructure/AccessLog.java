package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.logs.LogGroup;

/// The access log of the HTTP API: a line per request, also for those that no function sees, with the ids of the caller
/// and without path, query and IP address, which could identify a person. The CDK has no builder for these settings.
record AccessLog(LogGroup logs, StageSettings settings) implements IAccessLogSettings {
    // API Gateway has no notation for other names. The function's line of the same request then names the caller.
    private static final Pattern SIMPLE_NAME = Pattern.compile("[0-9A-Za-z_]+");

    @Override
    public IAccessLogDestination getDestination() {
        return new LogGroupLogDestination(logs);
    }

    @Override
    public AccessLogFormat getFormat() {
        var fields = new LinkedHashMap<>(Map.of("request", "requestId"));
        fields.put("route", "routeKey");
        fields.put("status", "status");
        fields.put("milliseconds", "responseLatency");
        fields.put("error", "error.message");
        fields.put("refused", "authorizer.error");
        putClaim(fields, "organisation", settings.organisationClaim());
        putClaim(fields, "member", settings.memberClaim());
        putClaim(fields, "client", settings.clientClaim());
        return AccessLogFormat.custom(fields.entrySet().stream()
                .map(field -> "\"%s\":\"$context.%s\"".formatted(field.getKey(), field.getValue()))
                .collect(joining(",", "{", "}")));
    }

    private static void putClaim(Map<String, String> fields, String field, String claim) {
        if (SIMPLE_NAME.matcher(claim).matches()) fields.put(field, "authorizer.claims." + claim);
    }
}
