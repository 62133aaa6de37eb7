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

/// The connection to Stripe: the fake, or Stripe itself in test mode if `STRIPE_API_KEY` is set.
///
/// @param apiKey the API key that the functions use
/// @param webhookSecrets the signing secrets of webhooks; empty if Stripe's are unknown, and then every
///     webhook is rejected
public record StripeConnection(
        Optional<FakeStripe> fakeStripe, String apiKey, List<String> webhookSecrets, String address) {
    private static final String WEBHOOK_PATH = "/v1/stripe/webhook";
    private static final String LOCAL_WEBHOOK_SECRET = "whsec_local";
    // Long enough to see a pending debit, short enough to wait for it.
    private static final Duration BANK_RESPONSE_TIME = Duration.ofSeconds(15);

    /// Connects to Stripe with the key of the environment, or to the fake without one.
    ///
    /// @param environment the environment of the process
    /// @param address the base address for clients
    public static StripeConnection create(
            Map<String, String> environment, String address, ShiftedClock clock, RandomGenerator random) {
        var apiKey = Optional.ofNullable(environment.get("STRIPE_API_KEY")).filter(text -> !text.isBlank());
        if (apiKey.isPresent() && clock.isShifted())
            throw new IllegalArgumentException(
                    "Stripe uses the real time: --now and STRIPE_API_KEY cannot be combined. Nothing was started.");
        return apiKey.map(given -> toStripe(given, environment, address))
                .orElseGet(() -> toFakeStripe(address, clock, random));
    }

    /// Rejects a key of live mode, which would move real money.
    private static StripeConnection toStripe(String apiKey, Map<String, String> environment, String address) {
        if (!apiKey.matches("(sk|rk)_test_.+"))
            throw new IllegalArgumentException(
                    "STRIPE_API_KEY is not a test mode key (sk_test_… or rk_test_…). Nothing was started.");
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

    /// The environment variables that point the functions to it.
    public Map<String, String> environment() {
        return fakeStripe.map(fake -> Map.of("STRIPE_API_BASE", fake.address())).orElseGet(Map::of);
    }

    /// The secret that the functions read from Secrets Manager: `{"api_key": …, "webhook_secrets": […]}`.
    public FakeSecretsManager secretsManager() {
        var secret = new JsonMapper().createObjectNode().put("api_key", apiKey);
        var all = secret.putArray("webhook_secrets");
        webhookSecrets.forEach(all::add);
        return new FakeSecretsManager(secret.toString());
    }

    /// One line for the terminal.
    public String description() {
        if (fakeStripe.isPresent()) return fakeStripe.get().address() + "  (fake Stripe, with a dashboard)";
        if (webhookSecrets.isEmpty())
            return "Stripe in test mode; without STRIPE_WEBHOOK_SECRET webhooks are rejected, and polling finds payments";
        return "Stripe in test mode; forward its webhooks to " + address + WEBHOOK_PATH;
    }
}
