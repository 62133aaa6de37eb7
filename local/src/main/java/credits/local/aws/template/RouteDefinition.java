package credits.local.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A method and a path of the HTTP API, and the function that answers; with an authorizer only for who has a token.
///
/// @param isPermitted whether the function lets itself be invoked from here; who calls is told nothing else than 500
public record Route(
        String method, String path, Function function, Optional<Authorizer> authorizer, boolean isPermitted) {
    static final String TYPE = "AWS::ApiGatewayV2::Route";
    static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";

    private static final Set<String> PLAYED =
            Set.of("AuthorizationType", "AuthorizerId", "AuthorizationScopes", "RouteKey", "Target");
    private static final Set<String> INTEGRATION_PLAYED =
            Set.of("IntegrationType", "IntegrationUri", "PayloadFormatVersion");
    private static final Set<String> WITHOUT_MEANING_HERE =
            Set.of("ApiId", "OperationName", "ConnectionType", "IntegrationMethod", "TimeoutInMillis");

    /// Who may come in: whose token is issued for this API and holds one of `scopes`, if there are any.
    public record Authorizer(String issuer, List<String> audience, String header, List<String> scopes) {}

    static Route of(Resource resource, Function function, Optional<Authorizer> authorizer, boolean isPermitted) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE);
        var key = key(resource);
        return new Route(key.getFirst(), key.getLast(), function, authorizer, isPermitted);
    }

    /// What API Gateway says to Lambda: for which route it invokes.
    static String arn(Resource resource, String api, Places places) {
        var key = key(resource);
        return places.arn("execute-api", api + "/$default/" + key.getFirst() + key.getLast());
    }

    private static List<String> key(Resource resource) {
        var key = resource.text("RouteKey").split(" ", -1);
        if (key.length != 2) throw resource.refused("route key " + resource.text("RouteKey") + " is not understood");
        return List.of(key);
    }

    /// The integration, if it is one that we play.
    static Resource integration(Resource resource) {
        return resource.refuseOtherThan(INTEGRATION_PLAYED, WITHOUT_MEANING_HERE)
                .mustSay("IntegrationType", "AWS_PROXY")
                .mustSay("PayloadFormatVersion", "2.0");
    }
}
