package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the authorizer of a route.
final class AuthorizerReader {
    static final String TYPE = "AWS::ApiGatewayV2::Authorizer";
    static final String API = "AWS::ApiGatewayV2::Api";

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("AuthorizerType", "IdentitySource", "JwtConfiguration");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("ApiId", "Name");
    private static final Set<String> IGNORED_API_PROPERTIES =
            Set.of("Name", "Description", "DisableExecuteApiEndpoint", "IpAddressType", "Tags");
    private static final String HEADER_PREFIX = "$request.header.";

    private AuthorizerReader() {}

    static void rejectUnsupportedApi(TemplateResource api) {
        api.requireOnly(Set.of("ProtocolType", CorsDefinition.PROPERTY), IGNORED_API_PROPERTIES)
                .requireValue("ProtocolType", "HTTP");
    }

    static Optional<RouteDefinition.AuthorizerDefinition> of(TemplateResource route, ReferenceResolver references) {
        return switch (route.text("AuthorizationType", "NONE")) {
            case "NONE" -> Optional.empty();
            case "JWT" -> Optional.of(readJwtAuthorizer(route, references));
            default -> throw route.unsupported("authorization type is not supported");
        };
    }

    private static RouteDefinition.AuthorizerDefinition readJwtAuthorizer(
            TemplateResource route, ReferenceResolver references) {
        var authorizer = references
                .resolveResource(new TemplateExpression(route.stack(), route.property("AuthorizerId")))
                .requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES)
                .requireValue("AuthorizerType", "JWT");
        var configuration = authorizer.property("JwtConfiguration");
        return new RouteDefinition.AuthorizerDefinition(
                references.resolveText(new TemplateExpression(authorizer.stack(), configuration.path("Issuer"))),
                texts(configuration.path("Audience")),
                readHeaderName(authorizer),
                texts(route.property("AuthorizationScopes")));
    }

    private static String readHeaderName(TemplateResource authorizer) {
        var source = texts(authorizer.property("IdentitySource"));
        if (source.size() != 1 || !source.getFirst().startsWith(HEADER_PREFIX))
            throw authorizer.unsupported("identity source " + source + " is not supported");
        return source.getFirst().substring(HEADER_PREFIX.length());
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }
}
