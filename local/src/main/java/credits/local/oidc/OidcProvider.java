package credits.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
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
public final class Provider implements HttpHandler {
    /// The path below which it answers, and the name by which it knows itself as an issuer.
    public static final String PATH = "/oidc";

    /// Where a browser is sent to sign in.
    public static final String AUTHORIZE = PATH + "/authorize";

    /// Where a browser is sent to sign out.
    public static final String END_SESSION = PATH + "/endsession";

    private static final JsonMapper JSON = new JsonMapper();

    /// Who its tokens are for, and the id of the one client that asks for them.
    public static final String AUDIENCE = "credits";

    /// A working day, so that a copied command does not end in 401 after lunch.
    private static final Duration TOKENS_LAST = Duration.ofHours(12);

    private final OAuth2TokenProvider tokens;
    private final OAuth2HttpRequestHandler handler;
    private final String address;

    /// `address` is what clients see: `http://localhost:8080`. Tokens are issued at the time of `clock`.
    public Provider(String address, InstantSource clock) {
        this.address = address;
        this.tokens = new OAuth2TokenProvider(clock::instant);
        this.handler = new OAuth2HttpRequestHandler(new OAuth2Config(false, null, null, false, tokens));
    }

    /// What its tokens say in `iss`.
    public String issuer() {
        return address + PATH;
    }

    /// A token for the API with these claims beside the usual ones.
    public String token(String subject, Map<String, Object> claims, Instant now) {
        var all = new HashMap<>(claims);
        all.put("iss", issuer());
        all.put("sub", subject);
        all.put("aud", List.of(AUDIENCE));
        all.put("iat", now.getEpochSecond());
        all.put("nbf", now.getEpochSecond());
        all.put("exp", now.plus(TOKENS_LAST).getEpochSecond());
        return tokens.jwt(all, TOKENS_LAST, PATH.substring(1)).serialize();
    }

    /// Answers the authorization request in the query of `request` for this member: back to the client, with a code
    /// that is good for tokens with these claims.
    public Answer signedIn(Request request, String subject, Map<String, Object> claims) {
        var all = new HashMap<>(claims);
        all.put("aud", List.of(AUDIENCE));
        var form = "username=" + encoded(subject) + "&claims="
                + encoded(JSON.valueToTree(all).toString());
        var headers = new HashMap<>(request.headers());
        headers.put("content-type", List.of("application/x-www-form-urlencoded"));
        return answer(new Request(
                "POST",
                AUTHORIZE,
                request.query(),
                request.protocol(),
                request.sourceIp(),
                headers,
                form.getBytes(StandardCharsets.UTF_8)));
    }

    /// What the provider's library says by itself.
    public Answer answer(Request request) {
        var headers = new Headers.Builder();
        request.headers().forEach((name, values) -> values.forEach(value -> headers.addUnsafeNonAscii(name, value)));
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var answer = handler.getAuthorizationServer()
                .invoke(new OAuth2HttpRequest(
                        headers.build(),
                        request.method(),
                        HttpUrl.get(address + request.path() + query),
                        new String(request.body(), StandardCharsets.UTF_8)));
        return new Answer(answer.getStatus(), answer.getHeaders().toMultimap(), bodyOf(answer));
    }

    JWKSet keys() {
        return tokens.publicJwkSet(PATH.substring(1));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        var answer = request.isEmpty() ? Answer.message(413, "Request Entity Too Large") : answer(request.get());
        answer.writeTo(exchange);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bodyOf(OAuth2HttpResponse answer) {
        if (answer.getBytesBody() != null) return answer.getBytesBody();
        return answer.getBody() == null ? new byte[0] : answer.getBody().getBytes(StandardCharsets.UTF_8);
    }
}
