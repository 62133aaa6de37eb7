package credits.local.aws.gateway;

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

/// Checks a token as API Gateway's JWT authorizer does: RS256, signed with a key of the issuer, with the
/// expected issuer and audience, not expired, and with one of the route's scopes if it requires any.
final class JwtAuthorizer {
    /// The result for a request.
    sealed interface AuthorizerResult {}

    /// The request is allowed.
    sealed interface Authorized extends AuthorizerResult {}

    /// The request is allowed by a valid token.
    record VerifiedToken(Map<String, Object> claims, List<String> scopes) implements Authorized {
        /// Formats every claim as text, lists as `[a b]` and objects as `map[a:b]`, as API Gateway
        /// passes them on.
        ObjectNode toJson() {
            var jwt = JSON.createObjectNode();
            var claimTexts = jwt.putObject("claims");
            claims.forEach((name, value) -> claimTexts.put(name, toText(value)));
            if (scopes.isEmpty()) jwt.putNull("scopes");
            else jwt.set("scopes", JSON.valueToTree(scopes));
            return jwt;
        }
    }

    /// The route requires no token.
    record NoTokenRequired() implements Authorized {}

    /// The token is missing or invalid; `reason` is for the client.
    record Unauthorized(String reason) implements AuthorizerResult {}

    /// The token is valid but has none of the required scopes.
    record Forbidden() implements AuthorizerResult {}

    private static final JsonMapper JSON = new JsonMapper();

    private final String issuer;
    private final String audience;
    private final JWKSet keys;

    JwtAuthorizer(String issuer, String audience, JWKSet keys) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
    }

    /// @param header the value of the identity source: a token, with or without `Bearer` in front of it
    AuthorizerResult authorize(String header, List<String> scopes, Instant now) {
        if (header.isBlank()) return new Unauthorized("the token is missing");
        try {
            var jwt = SignedJWT.parse(header.replaceFirst("(?i)^bearer +", "").strip());
            if (!isSigned(jwt)) return new Unauthorized("the signature is invalid");
            var claims = jwt.getJWTClaimsSet();
            if (!issuer.equals(claims.getIssuer())) return new Unauthorized("the issuer does not match");
            if (!hasAudience(claims)) return new Unauthorized("the audience does not match");
            if (!isTimeValid(jwt.getPayload().toJSONObject(), now))
                return new Unauthorized("the token is expired or not yet valid");
            if (!scopes.isEmpty() && Collections.disjoint(scopes, scopesOf(claims))) return new Forbidden();
            return new VerifiedToken(jwt.getPayload().toJSONObject(), scopes);
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

    /// A `client_id` counts only if there is no audience.
    private boolean hasAudience(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("aud") != null) return claims.getAudience().contains(audience);
        return audience.equals(claims.getStringClaim("client_id"));
    }

    /// A token must have `exp`; `nbf` and `iat` are optional.
    private static boolean isTimeValid(Map<String, Object> claims, Instant now) {
        return instant(claims, "exp").filter(now::isBefore).isPresent()
                && instant(claims, "nbf").filter(now::isBefore).isEmpty()
                && instant(claims, "iat").filter(now::isBefore).isEmpty();
    }

    private static Optional<Instant> instant(Map<String, Object> claims, String name) {
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

    private static String toText(Object claim) {
        return switch (claim) {
            case List<?> list -> list.stream().map(JwtAuthorizer::toText).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + toText(entry.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
            default -> claim.toString();
        };
    }
}
