package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import credits.stripe.WebhookRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Checks the command that registers the webhook, which people copy from docs/deploy.md.
class WebhookRegistrationTest {
    /// Red when a handled event is not registered, a registered one is not handled, or the library has another version.
    @Test
    void the_deploy_guide_registers_exactly_the_events_and_the_api_version_we_handle() throws IOException {
        var guide = Files.readString(Path.of("../docs/deploy.md"));

        var events = Pattern.compile("enabled_events\\[]=([a-z._]+)")
                .matcher(guide)
                .results()
                .map(found -> found.group(1));
        var versions = Pattern.compile("api_version=(\\S+)")
                .matcher(guide)
                .results()
                .map((MatchResult found) -> found.group(1));

        assertThat(events).containsExactlyInAnyOrderElementsOf(WebhookRouter.TYPES);
        assertThat(versions).containsExactly(Stripe.API_VERSION);
    }
}
