package credits.local.external;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.service.FakeSecretsManager;
import credits.local.clock.ShiftedClock;
import credits.local.stripe.FakeStripe;
import credits.local.stripe.FakeStripeSettings;
import credits.local.stripe.webhook.WebhookEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whom top-ups are paid through: the stand-in, or Stripe itself in test mode when `STRIPE_API_KEY` is set.
///
/// @param apiKey the API key that the functions use
/// @param webhookSecrets what webhooks are signed with; empty when Stripe's are not known, and then none is
///     believed
public record StripeConnection(
        Optional<FakeStripe> fakeStripe, String apiKey, List<String> webhookSecrets, String address) {
    private static final String WEBHOOK_PATH = "/v1/stripe/webhook";
    private static final String LOCAL_WEBHOOK_SECRET = "whsec_local";
    // Long enough to see a debit under way, short enough to wait for it.
    private static final Duration BANK_RESPONSE_TIME = Duration.ofSeconds(15);

    /// `environment` is the process's; `address` is what clients call.
    public static StripeConnection create(
            Map<String, String> environment, String address, ShiftedClock clock, RandomGenerator random) {
        var apiKey = Optional.ofNullable(environment.get("STRIPE_API_KEY")).filter(text -> !text.isBlank());
        if (apiKey.isPresent() && clock.isShifted())
            throw new IllegalArgumentException(
                    "Stripe itself lives at the real time: use --now without STRIPE_API_KEY. Nothing was started.");
        return apiKey.map(given -> toStripe(given, environment, address))
                .orElseGet(() -> toFakeStripe(address, clock, random));
    }

    /// A key of live mode would move real money: it is refused.
    private static StripeConnection toStripe(String apiKey, Map<String, String> environment, String address) {
        if (!apiKey.matches("(sk|rk)_test_.+"))
            throw new IllegalArgumentException(
                    "STRIPE_API_KEY is not a key of test mode (sk_test_… or rk_test_…): nothing was started.");
        var secrets = List.of(
                        environment.getOrDefault("STRIPE_WEBHOOK_SECRET", "").split(",", -1))
                .stream()
                .filter(secret -> !secret.isBlank())
                .toList();
        return new StripeConnection(Optional.empty(), apiKey, secrets, address);
    }

    private static StripeConnection toFakeStripe(String address, InstantSource clock, RandomGenerator random) {
        var fakeStripe = FakeStripe.start(FakeStripeSettings.of(clock, random).withDebitDuration(BANK_RESPONSE_TIME));
        fakeStripe
                .webhooks()
                .deliverTo(new WebhookEndpoint(URI.create(address + WEBHOOK_PATH), List.of(LOCAL_WEBHOOK_SECRET)));
        return new StripeConnection(
                Optional.of(fakeStripe), FakeStripeSettings.API_KEY, List.of(LOCAL_WEBHOOK_SECRET), address);
    }

    /// What leads the functions there.
    public Map<String, String> environment() {
        return fakeStripe.map(fake -> Map.of("STRIPE_API_BASE", fake.address())).orElseGet(Map::of);
    }

    /// What the functions find in Secrets Manager: `{"api_key": …, "webhook_secrets": […]}`.
    public FakeSecretsManager secretsManager() {
        var secret = new JsonMapper().createObjectNode().put("api_key", apiKey);
        var all = secret.putArray("webhook_secrets");
        webhookSecrets.forEach(all::add);
        return new FakeSecretsManager(secret.toString());
    }

    /// One line for the person at the terminal.
    public String description() {
        if (fakeStripe.isPresent()) return fakeStripe.get().address() + "  (a stand-in for Stripe, and its dashboard)";
        if (webhookSecrets.isEmpty())
            return "Stripe itself, test mode; no STRIPE_WEBHOOK_SECRET: webhooks are refused, polling heals";
        return "Stripe itself, test mode; forward its webhooks to " + address + WEBHOOK_PATH;
    }
}
