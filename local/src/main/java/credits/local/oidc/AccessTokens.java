package credits.local;

import credits.local.gateway.Provider;
import credits.local.template.Route;
import credits.local.template.Template;
import credits.wire.Variable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Bearer tokens of the local provider, with the claims that the functions are set to read.
final class Tokens {
    private final Provider provider;
    private final Map<String, String> environment;
    private final String scopes;
    private final InstantSource clock;

    Tokens(Provider provider, Template template, InstantSource clock) {
        this.provider = provider;
        this.environment = template.routes().stream()
                .findFirst()
                .map(route -> route.function().environment())
                .orElse(Map.of());
        this.scopes = template.routes().stream()
                .flatMap(route -> route.authorizer().stream())
                .map(Route.Authorizer::scopes)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
        this.clock = clock;
    }

    /// What a client asks the provider for: its own sign-in, and the scopes of the routes.
    String scope() {
        return ("openid " + scopes).strip();
    }

    /// A token of `member`, who has `role` in `organisation`.
    String token(String organisation, String member, String role) {
        return provider.token(member, claims(organisation, member, role), clock.instant());
    }

    /// What tokens of such a member say beside the usual claims.
    Map<String, Object> claims(String organisation, String member, String role) {
        var claims = new HashMap<String, Object>();
        claims.put(claim(Variable.ORGANISATION_CLAIM, "organisation"), organisation);
        claims.put(claim(Variable.ORGANISATION_NAME_CLAIM, "organisation_name"), nameOf(organisation));
        claims.put(claim(Variable.MEMBER_CLAIM, "sub"), member);
        claims.put("email", member.replaceFirst("^usr_", "") + "@" + organisation + ".example");
        claims.put("email_verified", true);
        claims.put(claim(Variable.ROLES_CLAIM, "roles"), List.of(role));
        if (!scopes.isEmpty()) claims.put("scope", scopes);
        return claims;
    }

    private String claim(Variable variable, String usual) {
        return environment.getOrDefault(variable.name(), usual);
    }

    /// How an organisation of this id is called.
    static String nameOf(String organisation) {
        return organisation.substring(0, 1).toUpperCase(Locale.ROOT) + organisation.substring(1);
    }
}
