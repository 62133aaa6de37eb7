package credits.local.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A method and a path of the HTTP API, and the function that answers; with an authorizer only for who has a token.
public record Route(String method, String path, Function function, Optional<Authorizer> authorizer) {
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

    static Route of(Resource resource, Function function, Optional<Authorizer> authorizer) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE);
        var key = resource.text("RouteKey").split(" ", -1);
        if (key.length != 2) throw resource.refused("route key " + resource.text("RouteKey") + " is not understood");
        return new Route(key[0], key[1], function, authorizer);
    }

    /// The integration, if it is one that we play.
    static Resource integration(Resource resource) {
        return resource.refuseOtherThan(INTEGRATION_PLAYED, WITHOUT_MEANING_HERE)
                .mustSay("IntegrationType", "AWS_PROXY")
                .mustSay("PayloadFormatVersion", "2.0");
    }
}
