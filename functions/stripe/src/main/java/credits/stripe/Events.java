package credits.stripe;

import credits.ledger.Parking;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Handles Stripe's webhook events. The endpoint must be registered for exactly these types.
public final class Events {
    /// The event types that the endpoint must be registered for.
    public static final Set<String> TYPES = Set.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "charge.refunded",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    private final StripeApi stripe;
    private final Fulfilment fulfilment;
    private final Reversals reversals;
    private final Parking parking;
    private final boolean live;

    /// Creates the router.
    ///
    /// @param live whether real money is taken
    public Events(StripeApi stripe, Fulfilment fulfilment, Reversals reversals, Parking parking, boolean live) {
        this.stripe = stripe;
        this.fulfilment = fulfilment;
        this.reversals = reversals;
        this.parking = parking;
        this.live = live;
    }

    /// Handles an event whose signature was verified; empty if it is not an event.
    public Optional<Outcome> take(String body, Instant now, Consumer<String> log) {
        return Happening.parse(body).map(happening -> take(happening, now, log));
    }

    private Outcome take(Happening happening, Instant now, Consumer<String> log) {
        if (!TYPES.contains(happening.type())) return new Outcome.Foreign();
        var told = new Told(happening.id(), happening.at(), now, log);
        if (happening.isLive() != live) return quarantine(happening, "mode", told);
        try {
            return take(happening, told);
        } catch (Missing unknown) {
            return quarantine(happening, "missing", told);
        }
    }

    private Outcome take(Happening happening, Told told) {
        return switch (happening.type()) {
            case "checkout.session.async_payment_failed" -> fulfilment.take(happening.session(stripe), true, told);
            case "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.expired" ->
                fulfilment.take(happening.session(stripe), false, told);
            case "charge.refunded" ->
                happening
                        .paymentIntentOfCharge()
                        .map(intent -> reversals.refundsOf(intent, told))
                        .orElse(new Outcome.Foreign());
            case "refund.created", "refund.updated", "refund.failed" -> reversals.take(happening.refund(stripe), told);
            default -> reversals.take(happening.dispute(stripe), happening.type(), told);
        };
    }

    private Outcome quarantine(Happening happening, String reason, Told told) {
        parking.quarantine(happening.object(), reason, told.at(), told.event());
        told.alarm(happening.object(), reason);
        return new Outcome.Quarantined(reason);
    }
}
