package credits.local.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/// A seller who uses Stripe's own library with a fake Stripe whose clock moves only when a test advances it.
final class Seller implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    Instant now = BEGIN;
    final StripeStandIn stripe;
    final StripeClient client;

    Seller() {
        InstantSource clock = () -> now;
        stripe = StripeStandIn.start(Settings.of(clock, new Random(7)));
        client = client(Settings.SECRET);
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(stripe.address())
                .build();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// The request for a session that sells `cents`, as the product makes it.
    static SessionCreateParams.Builder session(long cents) {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("https://app.example.com/top-up?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl("https://app.example.com/usage")
                .setClientReferenceId("pay_01K9")
                .putMetadata("organisation", "org_acme")
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(false)
                        .build())
                .addLineItem(item(cents).build());
    }

    static LineItem.Builder item(long cents) {
        return LineItem.builder()
                .setQuantity(1L)
                .setPriceData(PriceData.builder()
                        .setCurrency("eur")
                        .setUnitAmount(cents)
                        .setTaxBehavior(PriceData.TaxBehavior.EXCLUSIVE)
                        .setProductData(PriceData.ProductData.builder()
                                .setName("Credits")
                                .build())
                        .build());
    }

    Session open(long cents) throws StripeException {
        return client.v1().checkout().sessions().create(session(cents).build());
    }

    Session open(long cents, String key) throws StripeException {
        var options = RequestOptions.builder().setIdempotencyKey(key).build();
        return client.v1().checkout().sessions().create(session(cents).build(), options);
    }

    Session read(Session session) throws StripeException {
        return client.v1().checkout().sessions().retrieve(session.getId());
    }

    @Override
    public void close() {
        stripe.close();
    }
}
