package credits.local.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.demo.DemoScenario;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Signs members in at the local provider. As with a real provider, the browser stays signed in: here with a
/// cookie that needs no secret, because everyone is accepted. A known browser gets its code at once; a new one
/// sees the sign-in page.
public final class SignInHandler implements HttpHandler {
    /// A signed-in member, with one role in one organisation.
    record SignedInMember(String organisation, String memberId, String role) {
        private static final String IDENTIFIER = "[0-9A-Za-z._:-]{1,64}";

        static Optional<SignedInMember> parse(String organisation, String member, String role) {
            var parts = List.of(organisation, member, role);
            return parts.stream().allMatch(word -> word.matches(IDENTIFIER))
                    ? Optional.of(new SignedInMember(organisation, member, role))
                    : Optional.empty();
        }
    }

    private static final String COOKIE = "signed-in";

    private final OidcProvider provider;
    private final AccessTokens tokens;
    private final SignInPage page;
    private final Consumer<String> awaitHistory;

    /// @param awaitHistory waits until the organisation with this id has its demo history
    public SignInHandler(
            OidcProvider provider, AccessTokens tokens, List<DemoScenario> scenarios, Consumer<String> awaitHistory) {
        this.provider = provider;
        this.tokens = tokens;
        this.page = new SignInPage(scenarios);
        this.awaitHistory = awaitHistory;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    private LocalResponse respond(LocalRequest request) {
        if (request.path().equals(OidcProvider.END_SESSION_PATH))
            return provider.respond(request)
                    .with("set-cookie", COOKIE + "=; Path=" + OidcProvider.PATH + "; Max-Age=0");
        if (request.method().equals("POST"))
            return chosenMember(request).map(chosen -> signIn(request, chosen)).orElseGet(() -> page.response(400));
        var remembered =
                request.queryParameters().getOrDefault("prompt", "").isEmpty() ? rememberedMember(request) : nobody();
        return remembered.map(chosen -> signIn(request, chosen)).orElseGet(() -> page.response(200));
    }

    private static Optional<SignedInMember> nobody() {
        return Optional.empty();
    }

    private static Optional<SignedInMember> chosenMember(LocalRequest request) {
        var form = request.formParameters();
        return SignedInMember.parse(
                form.getOrDefault("organisation", ""), form.getOrDefault("member", ""), form.getOrDefault("role", ""));
    }

    private static Optional<SignedInMember> rememberedMember(LocalRequest request) {
        return Arrays.stream(request.header("cookie").split(";\\s*", -1))
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1).split("/", -1))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> SignedInMember.parse(parts[0], parts[1], parts[2]).stream())
                .findFirst();
    }

    private LocalResponse signIn(LocalRequest request, SignedInMember signedIn) {
        awaitHistory.accept(signedIn.organisation());
        var claims = tokens.claims(signedIn.organisation(), signedIn.memberId(), signedIn.role());
        var cookie = String.join("/", signedIn.organisation(), signedIn.memberId(), signedIn.role());
        return provider.authorize(request, signedIn.memberId(), claims)
                .with("set-cookie", COOKIE + "=" + cookie + "; Path=" + OidcProvider.PATH + "; HttpOnly; SameSite=Lax");
    }
}
