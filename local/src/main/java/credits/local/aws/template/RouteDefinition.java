package credits.local.aws.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A route of the HTTP API: a method, a path, its function, and an authorizer if it requires a token.
///
/// @param isPermitted whether the function's policy allows the route to invoke it; if not, clients get 500
public record RouteDefinition(
        String method,
        String path,
        FunctionDefinition function,
        Optional<AuthorizerDefinition> authorizerDefinition,
        boolean isPermitted) {
    static final String TYPE = "AWS::ApiGatewayV2::Route";
    static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("AuthorizationType", "AuthorizerId", "AuthorizationScopes", "RouteKey", "Target");
    private static final Set<String> SUPPORTED_INTEGRATION_PROPERTIES =
            Set.of("IntegrationType", "IntegrationUri", "PayloadFormatVersion");
    private static final Set<String> IGNORED_PROPERTIES =
            Set.of("ApiId", "OperationName", "ConnectionType", "IntegrationMethod", "TimeoutInMillis");

    /// A JWT authorizer. Tokens must be for this API and have one of `scopes`, if there are any.
    public record AuthorizerDefinition(String issuer, List<String> audience, String header, List<String> scopes) {}

    static RouteDefinition of(
            TemplateResource resource,
            FunctionDefinition function,
            Optional<AuthorizerDefinition> authorizerDefinition,
            boolean isPermitted) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES);
        var key = parseRouteKey(resource);
        return new RouteDefinition(key.getFirst(), key.getLast(), function, authorizerDefinition, isPermitted);
    }

    /// The ARN with which API Gateway identifies the route to Lambda.
    static String arn(TemplateResource resource, String api, LocalAddresses addresses) {
        var key = parseRouteKey(resource);
        return addresses.arn("execute-api", api + "/$default/" + key.getFirst() + key.getLast());
    }

    private static List<String> parseRouteKey(TemplateResource resource) {
        var key = resource.text("RouteKey").split(" ", -1);
        if (key.length != 2) throw resource.unsupported("route key " + resource.text("RouteKey") + " is not supported");
        return List.of(key);
    }

    /// The route's integration, if the local run supports it.
    static TemplateResource checkIntegration(TemplateResource resource) {
        return resource.requireOnly(SUPPORTED_INTEGRATION_PROPERTIES, IGNORED_PROPERTIES)
                .requireValue("IntegrationType", "AWS_PROXY")
                .requireValue("PayloadFormatVersion", "2.0");
    }
}
