package credits.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.demo.Story;
import credits.local.gateway.Answer;
import credits.local.gateway.Provider;
import credits.local.gateway.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who is signed in at the local provider. As at a real one a browser stays signed in, here by a cookie without
/// secrets: the provider believes everybody. A client that comes back gets its code at once, a new one sees the
/// page.
final class SignIn implements HttpHandler {
    /// Someone who is signed in: a member by id, with one role in one organisation.
    record Person(String organisation, String member, String role) {
        private static final String WORD = "[0-9A-Za-z._:-]{1,64}";

        static Optional<Person> parse(String organisation, String member, String role) {
            var words = List.of(organisation, member, role);
            return words.stream().allMatch(word -> word.matches(WORD))
                    ? Optional.of(new Person(organisation, member, role))
                    : Optional.empty();
        }
    }

    private static final String COOKIE = "signed-in";

    private final Provider provider;
    private final Tokens tokens;
    private final SignInPage page;

    SignIn(Provider provider, Tokens tokens, List<Story> organisations) {
        this.provider = provider;
        this.tokens = tokens;
        this.page = new SignInPage(organisations);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        var answer = request.isEmpty() ? Answer.message(413, "Request Entity Too Large") : answer(request.get());
        answer.writeTo(exchange);
    }

    private Answer answer(Request request) {
        if (request.path().equals(Provider.END_SESSION))
            return provider.answer(request).with("set-cookie", COOKIE + "=; Path=" + Provider.PATH + "; Max-Age=0");
        if (request.method().equals("POST"))
            return chosen(request).map(person -> welcome(request, person)).orElseGet(() -> page.answer(400));
        var known = request.parameters().getOrDefault("prompt", "").isEmpty() ? remembered(request) : none();
        return known.map(person -> welcome(request, person)).orElseGet(() -> page.answer(200));
    }

    private static Optional<Person> none() {
        return Optional.empty();
    }

    private static Optional<Person> chosen(Request request) {
        var form = request.form();
        return Person.parse(
                form.getOrDefault("organisation", ""), form.getOrDefault("member", ""), form.getOrDefault("role", ""));
    }

    private static Optional<Person> remembered(Request request) {
        return Arrays.stream(request.header("cookie").split(";\\s*", -1))
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1).split("/", -1))
                .filter(words -> words.length == 3)
                .flatMap(words -> Person.parse(words[0], words[1], words[2]).stream())
                .findFirst();
    }

    private Answer welcome(Request request, Person person) {
        var claims = tokens.claims(person.organisation(), person.member(), person.role());
        var cookie = String.join("/", person.organisation(), person.member(), person.role());
        return provider.signedIn(request, person.member(), claims)
                .with("set-cookie", COOKIE + "=" + cookie + "; Path=" + Provider.PATH + "; HttpOnly; SameSite=Lax");
    }
}
