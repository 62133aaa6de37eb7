package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What the HTTP API tells browsers about pages of other origins.
///
/// @param exposed the response headers that such a page may read
public record CorsDefinition(
        List<String> origins, List<String> methods, List<String> headers, List<String> exposed, int maxAgeSeconds) {
    static final String PROPERTY = "CorsConfiguration";

    static Optional<CorsDefinition> of(TemplateResource api) {
        var cors = api.property(PROPERTY);
        if (cors.isMissingNode()) return Optional.empty();
        if (cors.path("AllowCredentials").booleanValue()) throw api.unsupported("cookies are not supported");
        return Optional.of(new CorsDefinition(
                texts(cors.path("AllowOrigins")),
                texts(cors.path("AllowMethods")),
                texts(cors.path("AllowHeaders")),
                texts(cors.path("ExposeHeaders")),
                cors.path("MaxAge").intValue()));
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }
}
