package credits.local.seed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.demo.DemoAction.BuyCredits;
import credits.local.demo.DemoAction.PurchaseOutcome;
import credits.local.demo.DemoAction.RefundPurchase;
import credits.local.oidc.AccessTokens;
import credits.local.stripe.FakeStripe;
import credits.local.stripe.PastStripe;
import credits.local.stripe.account.TestPaymentMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Buys credits at past times, through the real functions and a Stripe at those times. One purchase at a time,
/// since all share a clock.
public final class DemoPurchases implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final PastClock clock = new PastClock();
    private final PastStripe stripe;
    private final List<String> webhookSecrets;
    private final AccessTokens tokens;
    private final PastApi pastApi;
    private final Map<String, String> sessionsByKey = new HashMap<>();
    private @Nullable ApiCaller api;

    /// @param webhookSecrets the secrets that sign webhooks
    /// @param tokens issues tokens at the time of a clock
    /// @param pastApi creates the API, when the first purchase needs it
    public DemoPurchases(
            FakeStripe fakeStripe,
            List<String> webhookSecrets,
            Function<InstantSource, AccessTokens> tokens,
            PastApi pastApi) {
        this.stripe = fakeStripe.inThePast(clock);
        this.webhookSecrets = List.copyOf(webhookSecrets);
        this.tokens = tokens.apply(clock);
        this.pastApi = pastApi;
    }

    /// The time of the current purchase.
    private static final class PastClock implements InstantSource {
        private Instant time = Instant.EPOCH;

        @Override
        public synchronized Instant instant() {
            return time;
        }

        synchronized void set(Instant newTime) {
            time = newTime;
        }
    }

    /// Starts a top-up and brings it to its outcome.
    synchronized void buy(String organisation, BuyCredits purchase) {
        clock.set(purchase.at());
        stripe.withoutExpiry(() -> complete(organisation, purchase));
    }

    private void complete(String organisation, BuyCredits purchase) {
        var token = tokens.issueToken(organisation, purchase.memberId(), "owner");
        var key = Map.of("idempotency-key", purchase.idempotencyKey());
        var amount = JSON.createObjectNode().put("amount", purchase.amount());
        var opened = api().call("POST", "/v1/top_ups", token, key, amount.toString());
        var session = lastSegment(opened.path("checkout_url").asText());
        sessionsByKey.put(purchase.idempotencyKey(), session);
        pay(session, purchase.outcome());
        // Asks Stripe, as the page does after the payment.
        var topUp = api().call("GET", "/v1/top_ups/" + opened.path("id").asText(), token, Map.of(), "");
        requireStatus(topUp.path("status").asText(), purchase.outcome());
    }

    /// Refunds part of a purchase.
    synchronized void refund(RefundPurchase refund) {
        clock.set(refund.at());
        var session = requireNonNull(sessionsByKey.get(refund.idempotencyKey()));
        var event = stripe.refund(session, refund.cents(), webhookSecrets);
        var headers = Map.of("content-type", "application/json", "stripe-signature", event.signature());
        var _ = api().call("POST", "/v1/stripe/webhook", headers, event.body());
    }

    @Override
    public void close() {
        stripe.close();
    }

    private ApiCaller api() {
        var known = api;
        if (known != null) return known;
        var created = new ApiCaller(pastApi.create(clock, stripe.address()));
        api = created;
        return created;
    }

    private void pay(String session, PurchaseOutcome outcome) {
        switch (outcome) {
            case PAID -> stripe.pay(session, TestPaymentMethod.CARD);
            case RETURNED -> {
                stripe.pay(session, TestPaymentMethod.SEPA_UNANSWERED);
                stripe.failDebit(session);
            }
            case OPEN -> {
                // The page stays open.
            }
        }
    }

    private static void requireStatus(String status, PurchaseOutcome outcome) {
        var expected = switch (outcome) {
            case PAID -> "paid";
            case RETURNED -> "failed";
            case OPEN -> "open";
        };
        if (!status.equals(expected)) throw new IllegalStateException(outcome + ": " + status);
    }

    private static String lastSegment(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
