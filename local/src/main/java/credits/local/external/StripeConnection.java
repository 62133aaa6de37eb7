package credits.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.stripe.Settings;
import credits.local.stripe.StripeStandIn;
import credits.local.stripe.webhook.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whom top-ups are paid through: the stand-in, or Stripe itself in test mode when `STRIPE_API_KEY` is set.
///
/// @param key the API key that the functions use
/// @param webhookSecrets what webhooks are signed with; empty when Stripe's are not known, and then none is
///     believed
record Payments(Optional<StripeStandIn> standIn, String key, List<String> webhookSecrets, String address) {
    private static final String WEBHOOK = "/v1/stripe/webhook";
    private static final String LOCAL_WEBHOOK_SECRET = "whsec_local";
    // Long enough to see a debit under way, short enough to wait for it.
    private static final Duration BANK = Duration.ofSeconds(15);

    /// `environment` is the process's; `address` is what clients call.
    static Payments of(Map<String, String> environment, String address, ShiftedClock clock, RandomGenerator random) {
        var key = Optional.ofNullable(environment.get("STRIPE_API_KEY")).filter(text -> !text.isBlank());
        if (key.isPresent() && clock.isShifted())
            throw new IllegalArgumentException(
                    "Stripe itself lives at the real time: use --now without STRIPE_API_KEY. Nothing was started.");
        return key.map(given -> atStripe(given, environment, address)).orElseGet(() -> here(address, clock, random));
    }

    /// A key of live mode would move real money: it is refused.
    private static Payments atStripe(String key, Map<String, String> environment, String address) {
        if (!key.matches("(sk|rk)_test_.+"))
            throw new IllegalArgumentException(
                    "STRIPE_API_KEY is not a key of test mode (sk_test_… or rk_test_…): nothing was started.");
        var secrets = List.of(
                        environment.getOrDefault("STRIPE_WEBHOOK_SECRET", "").split(",", -1))
                .stream()
                .filter(secret -> !secret.isBlank())
                .toList();
        return new Payments(Optional.empty(), key, secrets, address);
    }

    private static Payments here(String address, InstantSource clock, RandomGenerator random) {
        var standIn = StripeStandIn.start(Settings.of(clock, random).withBank(BANK));
        standIn.webhooks().deliverTo(new Endpoint(URI.create(address + WEBHOOK), List.of(LOCAL_WEBHOOK_SECRET)));
        return new Payments(Optional.of(standIn), Settings.SECRET, List.of(LOCAL_WEBHOOK_SECRET), address);
    }

    /// What leads the functions there.
    Map<String, String> environment() {
        return standIn.map(here -> Map.of("STRIPE_API_BASE", here.address())).orElseGet(Map::of);
    }

    /// What the functions find in Secrets Manager: `{"api_key": …, "webhook_secrets": […]}`.
    SecretStore secretStore() {
        var secret = new JsonMapper().createObjectNode().put("api_key", key);
        var all = secret.putArray("webhook_secrets");
        webhookSecrets.forEach(all::add);
        return new SecretStore(secret.toString());
    }

    /// One line for the person at the terminal.
    String description() {
        if (standIn.isPresent()) return standIn.get().address() + "  (a stand-in for Stripe, and its dashboard)";
        if (webhookSecrets.isEmpty())
            return "Stripe itself, test mode; no STRIPE_WEBHOOK_SECRET: webhooks are refused, polling heals";
        return "Stripe itself, test mode; forward its webhooks to " + address + WEBHOOK;
    }
}
