package credits.local.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import credits.local.demo.DemoScenario;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The sign-in page, on which a visitor chooses a demo organisation or any other one, and a role. It
/// needs no script.
final class SignInPage {
    private final String html;
    private final String style;

    SignInPage(List<DemoScenario> scenarios) {
        this.style = readResource("tokens.css") + readResource("sign-in.css");
        this.html = readResource("sign-in.html")
                .replace("{{style}}", style)
                .replace(
                        "{{organisations}}",
                        scenarios.stream().map(SignInPage::section).collect(Collectors.joining()));
    }

    /// The content security policy allows the page's own style, by its hash, and images of this origin.
    LocalResponse response(int status) {
        return new LocalResponse(
                status,
                Map.of(
                        "content-type", List.of("text/html;charset=utf-8"),
                        "cache-control", List.of("no-store"),
                        "x-content-type-options", List.of("nosniff"),
                        "content-security-policy",
                                List.of("default-src 'none'; style-src 'sha256-" + sha256(style)
                                        + "'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'")),
                html.getBytes(UTF_8));
    }

    private static String section(DemoScenario scenario) {
        return """
                <li>
                <form method="post">
                <input type="hidden" name="organisation" value="%1$s">
                <h2 id="%1$s">%2$s</h2>
                <p>%3$s</p>
                <div class="roles" role="group" aria-labelledby="%1$s">
                <button name="role" value="owner"><span class="hidden">%2$s: sign in as </span>Owner</button>
                <button name="role" value="member"><span class="hidden">%2$s: sign in as </span>Member</button>
                </div>
                <input type="hidden" name="member" value="usr_giulia">
                </form>
                </li>
                """.formatted(
                scenario.id(), AccessTokens.organisationName(scenario.id()), capitalise(scenario.description()));
    }

    private static String capitalise(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String readResource(String name) {
        try (var file = SignInPage.class.getResourceAsStream("/" + name)) {
            return new String(requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
