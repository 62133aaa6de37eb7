package credits.local.oidc;

import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.RouteDefinition;
import credits.settings.EnvironmentVariable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Access tokens of the local provider, with the claims that the functions are configured to read.
public final class AccessTokens {
    private final OidcProvider provider;
    private final Map<String, String> environment;
    private final String scopes;
    private final InstantSource clock;

    public AccessTokens(OidcProvider provider, DeploymentTemplate template, InstantSource clock) {
        this.provider = provider;
        this.environment = template.routes().stream()
                .findFirst()
                .map(route -> route.function().environment())
                .orElse(Map.of());
        this.scopes = template.routes().stream()
                .flatMap(route -> route.authorizerDefinition().stream())
                .map(RouteDefinition.AuthorizerDefinition::scopes)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
        this.clock = clock;
    }

    /// The scopes that the web app requests: those of OpenID, and those of the routes.
    public String requestedScope() {
        return ("openid " + scopes).strip();
    }

    /// Issues a token for a member with a role in an organisation.
    public String issueToken(String organisation, String member, String role) {
        return provider.issueToken(member, claims(organisation, member, role), clock.instant());
    }

    /// The claims of a member's tokens besides the standard ones.
    Map<String, Object> claims(String organisation, String member, String role) {
        var claims = new HashMap<String, Object>();
        claims.put(claimName(EnvironmentVariable.ORGANISATION_CLAIM, "organisation"), organisation);
        claims.put(
                claimName(EnvironmentVariable.ORGANISATION_NAME_CLAIM, "organisation_name"),
                organisationName(organisation));
        claims.put(claimName(EnvironmentVariable.MEMBER_CLAIM, "sub"), member);
        claims.put(claimName(EnvironmentVariable.CLIENT_CLAIM, "azp"), clientOf(role));
        claims.put("email", member.replaceFirst("^usr_", "") + "@" + organisation + ".example");
        claims.put("email_verified", true);
        claims.put(claimName(EnvironmentVariable.ROLES_CLAIM, "roles"), List.of(role));
        if (!scopes.isEmpty()) claims.put("scope", scopes);
        return claims;
    }

    /// The client that requests tokens with a role: people use the web app, services and operators their own clients.
    public static String clientOf(String role) {
        return switch (role) {
            case "feature", "operator", "privacy" -> OidcProvider.AUDIENCE + "-" + role;
            default -> OidcProvider.AUDIENCE;
        };
    }

    private String claimName(EnvironmentVariable variable, String defaultName) {
        return environment.getOrDefault(variable.name(), defaultName);
    }

    /// The display name of an organisation.
    static String organisationName(String organisation) {
        return organisation.substring(0, 1).toUpperCase(Locale.ROOT) + organisation.substring(1);
    }
}
