package credits.local.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;

/// The provider's token endpoint: it gives the client credentials grant the token of a feature, whatever the secret,
/// and leaves every other grant to the provider.
public final class ServiceTokenHandler implements HttpHandler {
    private static final long LIFETIME_SECONDS = 3_600;

    private final OidcProvider provider;
    private final AccessTokens tokens;

    public ServiceTokenHandler(OidcProvider provider, AccessTokens tokens) {
        this.provider = provider;
        this.tokens = tokens;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    private LocalResponse respond(LocalRequest request) {
        var grant = request.formParameters().getOrDefault("grant_type", "");
        if (!grant.equals("client_credentials")) return provider.respond(request);
        var token = tokens.issueToken("platform", "svc_local", "feature");
        var body = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + LIFETIME_SECONDS
                + "}";
        return LocalResponse.json(200, body).with("cache-control", "no-store");
    }
}
