package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads who may come in through a route.
final class Authorizers {
    static final String TYPE = "AWS::ApiGatewayV2::Authorizer";
    static final String API = "AWS::ApiGatewayV2::Api";

    private static final Set<String> PLAYED = Set.of("AuthorizerType", "IdentitySource", "JwtConfiguration");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("ApiId", "Name");
    private static final Set<String> API_WITHOUT_MEANING_HERE =
            Set.of("Name", "Description", "DisableExecuteApiEndpoint", "IpAddressType", "Tags");
    private static final String HEADER = "$request.header.";

    private Authorizers() {}

    static void refuseUnknownApi(Resource api) {
        api.refuseOtherThan(Set.of("ProtocolType"), API_WITHOUT_MEANING_HERE).mustSay("ProtocolType", "HTTP");
    }

    static Optional<Route.Authorizer> of(Resource route, References references) {
        return switch (route.text("AuthorizationType", "NONE")) {
            case "NONE" -> Optional.empty();
            case "JWT" -> Optional.of(jwt(route, references));
            default -> throw route.refused("authorization type is not understood");
        };
    }

    private static Route.Authorizer jwt(Resource route, References references) {
        var authorizer = references
                .resource(new Expression(route.stack(), route.property("AuthorizerId")))
                .refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE)
                .mustSay("AuthorizerType", "JWT");
        var configuration = authorizer.property("JwtConfiguration");
        return new Route.Authorizer(
                references.text(new Expression(authorizer.stack(), configuration.path("Issuer"))),
                texts(configuration.path("Audience")),
                header(authorizer),
                texts(route.property("AuthorizationScopes")));
    }

    private static String header(Resource authorizer) {
        var source = texts(authorizer.property("IdentitySource"));
        if (source.size() != 1 || !source.getFirst().startsWith(HEADER))
            throw authorizer.refused("identity source " + source + " is not understood");
        return source.getFirst().substring(HEADER.length());
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }
}
