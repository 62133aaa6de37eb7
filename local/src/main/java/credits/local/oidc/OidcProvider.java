package credits.local.oidc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/// The OpenID provider: mock-oauth2-server under a path of the one port, without a server of its own. It
/// authenticates everyone, which is why the port is bound to the loopback interface.
public final class OidcProvider implements HttpHandler {
    /// The path of the provider, and of its issuer URL.
    public static final String PATH = "/oidc";

    /// The authorization endpoint, which signs in.
    public static final String AUTHORIZE_PATH = PATH + "/authorize";

    /// The token endpoint, for codes and for services.
    public static final String TOKEN_PATH = PATH + "/token";

    /// The end-session endpoint, which signs out.
    public static final String END_SESSION_PATH = PATH + "/endsession";

    private static final JsonMapper JSON = new JsonMapper();

    /// The audience of its tokens, and the id of its only client.
    public static final String AUDIENCE = "credits";

    /// A working day, so that a copied command does not fail with 401 after lunch.
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    private final OAuth2TokenProvider tokens;
    private final OAuth2HttpRequestHandler handler;
    private final String address;
    private final InstantSource clock;

    /// @param address the base address for clients, such as `http://localhost:8080`
    /// @param clock the clock by which tokens are issued
    public OidcProvider(String address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
        this.tokens = new OAuth2TokenProvider(clock::instant);
        this.handler = new OAuth2HttpRequestHandler(new OAuth2Config(false, null, null, false, tokens));
    }

    /// The `iss` claim of its tokens.
    public String issuer() {
        return address + PATH;
    }

    /// Issues a token for the API with these claims besides the standard ones.
    public String issueToken(String subject, Map<String, Object> claims, Instant now) {
        var allClaims = new HashMap<>(claims);
        allClaims.put("iss", issuer());
        allClaims.put("sub", subject);
        allClaims.put("aud", List.of(AUDIENCE));
        allClaims.put("iat", now.getEpochSecond());
        allClaims.put("nbf", now.getEpochSecond());
        allClaims.put("exp", now.plus(TOKEN_LIFETIME).getEpochSecond());
        return tokens.jwt(allClaims, TOKEN_LIFETIME, PATH.substring(1)).serialize();
    }

    /// Responds to an authorization request with a redirect to the client. The authorization code in it can be
    /// exchanged for tokens of this member with these claims.
    public LocalResponse authorize(LocalRequest request, String subject, Map<String, Object> claims) {
        var allClaims = new HashMap<>(claims);
        allClaims.put("aud", List.of(AUDIENCE));
        var form = "username=" + urlEncode(subject) + "&claims="
                + urlEncode(JSON.valueToTree(allClaims).toString());
        var headers = new HashMap<>(request.headers());
        headers.put("content-type", List.of("application/x-www-form-urlencoded"));
        return respond(new LocalRequest(
                "POST",
                AUTHORIZE_PATH,
                request.query(),
                request.protocol(),
                request.sourceIp(),
                headers,
                form.getBytes(StandardCharsets.UTF_8)));
    }

    /// The response of the library to any other request.
    public LocalResponse respond(LocalRequest request) {
        var headers = new Headers.Builder();
        request.headers().forEach((name, values) -> values.forEach(value -> headers.addUnsafeNonAscii(name, value)));
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var response = handler.getAuthorizationServer()
                .invoke(new OAuth2HttpRequest(
                        headers.build(),
                        request.method(),
                        HttpUrl.get(address + request.path() + query),
                        new String(request.body(), StandardCharsets.UTF_8)));
        var body = request.path().endsWith("/token") ? withLifetime(bodyOf(response)) : bodyOf(response);
        return new LocalResponse(response.getStatus(), response.getHeaders().toMultimap(), body);
    }

    /// Corrects `expires_in`, which the library derives from the machine's clock instead of the given one.
    private byte[] withLifetime(byte[] body) {
        try {
            if (!(JSON.readTree(body) instanceof ObjectNode token) || !token.has("expires_in")) return body;
            var offset = Duration.between(Instant.now(), clock.instant());
            return JSON.writeValueAsBytes(
                    token.put("expires_in", token.get("expires_in").asLong() - offset.toSeconds()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JWKSet keys() {
        return tokens.publicJwkSet(PATH.substring(1));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bodyOf(OAuth2HttpResponse response) {
        if (response.getBytesBody() != null) return response.getBytesBody();
        return response.getBody() == null ? new byte[0] : response.getBody().getBytes(StandardCharsets.UTF_8);
    }
}
