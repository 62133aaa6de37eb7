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

/// The OpenID provider: mock-oauth2-server without a server of its own, so that it is a path of the one port.
/// It believes everybody, which is why the port is open to this machine only.
public final class OidcProvider implements HttpHandler {
    /// The path below which it answers, and the name by which it knows itself as an issuer.
    public static final String PATH = "/oidc";

    /// Where a browser is sent to sign in.
    public static final String AUTHORIZE_PATH = PATH + "/authorize";

    /// Where a browser is sent to sign out.
    public static final String END_SESSION_PATH = PATH + "/endsession";

    private static final JsonMapper JSON = new JsonMapper();

    /// Who its tokens are for, and the id of the one client that asks for them.
    public static final String AUDIENCE = "credits";

    /// A working day, so that a copied command does not end in 401 after lunch.
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    private final OAuth2TokenProvider tokens;
    private final OAuth2HttpRequestHandler handler;
    private final String address;
    private final InstantSource clock;

    /// `address` is what clients see: `http://localhost:8080`. Tokens are issued at the time of `clock`.
    public OidcProvider(String address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
        this.tokens = new OAuth2TokenProvider(clock::instant);
        this.handler = new OAuth2HttpRequestHandler(new OAuth2Config(false, null, null, false, tokens));
    }

    /// What its tokens say in `iss`.
    public String issuer() {
        return address + PATH;
    }

    /// A token for the API with these claims beside the usual ones.
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

    /// Answers the authorization request in the query of `request` for this member: back to the client, with a code
    /// that is good for tokens with these claims.
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

    /// What the provider's library says by itself.
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

    /// The library works out `expires_in` from the machine's clock, not from the one that it is given.
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
