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

/// Decides about a token as API Gateway's JWT authorizer does: RS256, signed by one of the issuer's keys, issued by
/// it for the audience, within its times, and with one of the route's scopes if the route asks for any.
final class JwtAuthorizer {
    /// What a request is to the API.
    sealed interface AuthorizerResult {}

    /// A request that may come in.
    sealed interface Authorized extends AuthorizerResult {}

    /// The token that let it in.
    record VerifiedToken(Map<String, Object> claims, List<String> scopes) implements Authorized {
        /// Every claim as text, lists as `[a b]` and objects as `map[a:b]`: the API hands them over so.
        ObjectNode toJson() {
            var jwt = JSON.createObjectNode();
            var claimTexts = jwt.putObject("claims");
            claims.forEach((name, value) -> claimTexts.put(name, toText(value)));
            if (scopes.isEmpty()) jwt.putNull("scopes");
            else jwt.set("scopes", JSON.valueToTree(scopes));
            return jwt;
        }
    }

    /// The route asks for no token.
    record NoTokenRequired() implements Authorized {}

    /// No token, or one that is not for us; `reason` is for the caller.
    record Unauthorized(String reason) implements AuthorizerResult {}

    /// A good token without any of the route's scopes.
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

    /// `header` is the identity source's value, with or without `Bearer` before the token.
    AuthorizerResult authorize(String header, List<String> scopes, Instant now) {
        if (header.isBlank()) return new Unauthorized("the token is missing");
        try {
            var jwt = SignedJWT.parse(header.replaceFirst("(?i)^bearer +", "").strip());
            if (!isSigned(jwt)) return new Unauthorized("the signature does not verify");
            var claims = jwt.getJWTClaimsSet();
            if (!issuer.equals(claims.getIssuer())) return new Unauthorized("the issuer is another");
            if (!hasAudience(claims)) return new Unauthorized("the audience is another");
            if (!isTimeValid(jwt.getPayload().toJSONObject(), now))
                return new Unauthorized("the token is not valid now");
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

    /// `client_id` counts only where there is no audience.
    private boolean hasAudience(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("aud") != null) return claims.getAudience().contains(audience);
        return audience.equals(claims.getStringClaim("client_id"));
    }

    /// Without an end a token is refused; without a beginning it has always been good.
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
