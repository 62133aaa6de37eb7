package credits.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Decides about a token as API Gateway's JWT authorizer does: RS256, signed by one of the issuer's keys, issued by
/// it for the audience, within its times, and with one of the route's scopes if the route asks for any.
final class Authorizer {
    /// What a request is to the API.
    sealed interface Verdict {}

    /// A request that may come in.
    sealed interface Admitted extends Verdict {}

    /// The token that let it in.
    record Token(Map<String, Object> claims, List<String> scopes) implements Admitted {
        /// Every claim as text, lists as `[a b]` and objects as `map[a:b]`: the API hands them over so.
        ObjectNode toJson() {
            var jwt = JSON.createObjectNode();
            var texts = jwt.putObject("claims");
            claims.forEach((name, value) -> texts.put(name, text(value)));
            if (scopes.isEmpty()) jwt.putNull("scopes");
            else jwt.set("scopes", JSON.valueToTree(scopes));
            return jwt;
        }
    }

    /// The route asks for no token.
    record Open() implements Admitted {}

    /// No token, or one that is not for us; `reason` is for the caller.
    record Unauthorized(String reason) implements Verdict {}

    /// A good token without any of the route's scopes.
    record Forbidden() implements Verdict {}

    private static final JsonMapper JSON = new JsonMapper();

    private final String issuer;
    private final String audience;
    private final JWKSet keys;

    Authorizer(String issuer, String audience, JWKSet keys) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
    }

    /// `header` is the identity source's value, with or without `Bearer` before the token.
    Verdict decide(String header, List<String> scopes, Instant now) {
        if (header.isBlank()) return new Unauthorized("the token is missing");
        try {
            var jwt = SignedJWT.parse(header.replaceFirst("(?i)^bearer +", "").strip());
            if (!isSigned(jwt)) return new Unauthorized("the signature does not verify");
            var claims = jwt.getJWTClaimsSet();
            if (!issuer.equals(claims.getIssuer())) return new Unauthorized("the issuer is another");
            if (!isForUs(claims)) return new Unauthorized("the audience is another");
            if (!isWithinItsTimes(jwt.getPayload().toJSONObject(), now))
                return new Unauthorized("the token is not valid now");
            if (!scopes.isEmpty() && Collections.disjoint(scopes, scopesOf(claims))) return new Forbidden();
            return new Token(jwt.getPayload().toJSONObject(), scopes);
        } catch (ParseException | JOSEException e) {
            return new Unauthorized("not a signed token: " + e.getMessage());
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        var key = keys.getKeyByKeyId(Objects.requireNonNullElse(jwt.getHeader().getKeyID(), ""));
        return key != null
                && jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    /// `client_id` counts only where there is no audience.
    private boolean isForUs(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("aud") != null) return claims.getAudience().contains(audience);
        return audience.equals(claims.getStringClaim("client_id"));
    }

    /// Without an end a token is refused; without a beginning it has always been good.
    private static boolean isWithinItsTimes(Map<String, Object> claims, Instant now) {
        return time(claims, "exp").filter(now::isBefore).isPresent()
                && time(claims, "nbf").filter(now::isBefore).isEmpty()
                && time(claims, "iat").filter(now::isBefore).isEmpty();
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static List<String> scopesOf(JWTClaimsSet claims) throws ParseException {
        var scope = claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
        return switch (scope) {
            case null -> List.of();
            case List<?> list -> list.stream().map(Object::toString).toList();
            default -> Arrays.asList(scope.toString().split(" ", -1));
        };
    }

    private static String text(Object claim) {
        return switch (claim) {
            case List<?> list -> list.stream().map(Authorizer::text).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
            default -> claim.toString();
        };
    }
}
