package credits.local.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import credits.local.http.LocalServer.PortInUseException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.KeyProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwtAuthorizerTest {
    private static final long NOW = ApiGatewayFixture.NOW.getEpochSecond();

    private ApiGatewayFixture fixture;

    @BeforeEach
    void start() throws PortInUseException {
        fixture = new ApiGatewayFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "sub, somebody, 200",
        "iss, https://other.example.com, 401",
        "iss, , 401",
        "aud, other, 401",
        "aud, 'other credits', 200",
        "client_id, credits, 200",
        "exp, 0, 401",
        "exp, 1, 200",
        "exp, , 401",
        "nbf, 0, 200",
        "nbf, 1, 401",
        "nbf, , 200",
        "iat, 0, 200",
        "iat, 1, 401",
        "iat, , 200"
    })
    void a_token_is_accepted_if_issuer_audience_and_times_are_valid(String claim, String value, int status)
            throws Exception {
        var claims = claims();
        switch (claim) {
            case "exp", "nbf", "iat" -> put(claims, claim, value == null ? null : NOW + Long.parseLong(value));
            case "aud" -> put(claims, claim, List.of(value.split(" ", -1)));
            default -> put(claims, claim, value);
        }
        if (claim.equals("client_id")) claims.remove("aud");

        assertThat(status("/closed", "Bearer " + signed(claims))).isEqualTo(status);
    }

    @Test
    void client_id_does_not_replace_a_wrong_audience() throws Exception {
        var claims = claims();
        claims.put("aud", "other");
        claims.put("client_id", "credits");

        assertThat(status("/closed", "Bearer " + signed(claims))).isEqualTo(401);
    }

    @Test
    void the_Bearer_prefix_is_optional() throws Exception {
        assertThat(status("/closed", signed(claims()))).isEqualTo(200);
    }

    @Test
    void a_missing_token_is_unauthorized() throws Exception {
        var response = fixture.send(fixture.request("/closed"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(response.headers().firstValue("www-authenticate")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"Bearer", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz", "Bearer ..", "Bearer e30.e30."})
    void a_malformed_token_is_unauthorized(String header) throws Exception {
        assertThat(status("/closed", header)).isEqualTo(401);
    }

    @Test
    void a_token_without_a_signature_is_unauthorized() throws Exception {
        var plain = new PlainJWT(JWTClaimsSet.parse(claims())).serialize();

        assertThat(status("/closed", "Bearer " + plain)).isEqualTo(401);
    }

    @Test
    void a_token_signed_with_another_key_under_our_key_id_is_unauthorized() throws Exception {
        var other = new RSAKeyGenerator(2048).generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("oidc").build();
        var token = new SignedJWT(header, JWTClaimsSet.parse(claims()));
        token.sign(new RSASSASigner(other));

        assertThat(status("/closed", "Bearer " + token.serialize())).isEqualTo(401);
    }

    @Test
    void a_token_signed_with_the_public_key_as_an_HMAC_secret_is_unauthorized() throws Exception {
        var secret = fixture.provider
                .keys()
                .getKeyByKeyId("oidc")
                .toRSAKey()
                .toRSAPublicKey()
                .getEncoded();
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("oidc").build();
        var token = new SignedJWT(header, JWTClaimsSet.parse(claims()));
        token.sign(new MACSigner(secret));

        assertThat(status("/closed", "Bearer " + token.serialize())).isEqualTo(401);
    }

    @Test
    void a_token_with_another_algorithm_is_unauthorized_even_with_our_key() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("oidc").build();
        var token = new SignedJWT(header, JWTClaimsSet.parse(claims()));
        token.sign(new RSASSASigner(new KeyProvider().signingKey("oidc").toRSAKey()));

        assertThat(status("/closed", "Bearer " + token.serialize())).isEqualTo(401);
    }

    @Test
    void a_token_whose_payload_was_replaced_is_unauthorized() throws Exception {
        var parts = signed(claims()).split("\\.", -1);
        var claims = claims();
        claims.put("organisation", "globex");
        var others = signed(claims).split("\\.", -1);

        assertThat(status("/closed", "Bearer " + parts[0] + "." + others[1] + "." + parts[2]))
                .isEqualTo(401);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({"scope, 'openid limits', 200", "scp, usage, 200", "scope, openid, 403", "sub, somebody, 403"})
    void a_route_with_scopes_requires_one_of_them(String claim, String value, int status) throws Exception {
        var claims = claims();
        claims.put(claim, value);

        assertThat(status("/scoped", "Bearer " + signed(claims))).isEqualTo(status);
    }

    @Test
    void the_provider_is_served_under_its_path_and_its_issuer_matches_its_tokens() throws Exception {
        var configuration = fixture.send(fixture.request("/oidc/.well-known/openid-configuration"));
        var keys = fixture.send(fixture.request("/oidc/jwks"));

        assertThat(configuration.body()).contains("\"issuer\" : \"" + fixture.provider.issuer() + "\"");
        assertThat(configuration.body()).contains(fixture.address() + "/oidc/token");
        assertThat(keys.body()).contains("\"kid\" : \"oidc\"").doesNotContain("\"d\"");
    }

    private int status(String path, String header) throws Exception {
        return fixture.send(fixture.request(path).header("Authorization", header))
                .statusCode();
    }

    private Map<String, Object> claims() {
        return new HashMap<>(Map.of("iss", fixture.provider.issuer(), "aud", "credits", "exp", NOW + 60, "iat", NOW));
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value == null) claims.remove(name);
        else claims.put(name, value);
    }

    /// A token signed with the provider's key that has only these claims.
    private static String signed(Map<String, Object> claims) throws JOSEException, ParseException {
        var key = new KeyProvider().signingKey("oidc").toRSAKey();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("oidc").build();
        var token = new SignedJWT(header, JWTClaimsSet.parse(claims));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
