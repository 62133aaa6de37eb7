package credits.stripe;

import credits.payment.QuarantineReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Handles Stripe's webhook events. The endpoint must be registered for exactly these types.
public final class WebhookRouter {
    /// The event types that the endpoint must be registered for.
    public static final Set<String> TYPES = Set.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "payment_intent.payment_failed",
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
    private final CheckoutFulfilment fulfilment;
    private final ReversalProcessor reversals;
    private final DeclinedPayments declinedPayments;
    private final QuarantineRecorder quarantine;
    private final boolean isLive;

    /// Creates the router.
    ///
    /// @param isLive whether real money is taken
    public WebhookRouter(
            StripeApi stripe,
            CheckoutFulfilment fulfilment,
            ReversalProcessor reversals,
            DeclinedPayments declinedPayments,
            QuarantineRecorder quarantine,
            boolean isLive) {
        this.stripe = stripe;
        this.fulfilment = fulfilment;
        this.reversals = reversals;
        this.declinedPayments = declinedPayments;
        this.quarantine = quarantine;
        this.isLive = isLive;
    }

    /// Handles an event whose signature was verified; empty if it is not an event.
    public Optional<UpdateOutcome> handle(String body, Instant now, Consumer<String> log) {
        return StripeEvent.parse(body).map(event -> handle(event, now, log));
    }

    private UpdateOutcome handle(StripeEvent event, Instant now, Consumer<String> log) {
        if (!TYPES.contains(event.type())) return new UpdateOutcome.NotOurs();
        var source = new UpdateSource(event.id(), event.createdAt(), now, log);
        if (event.isLive() != isLive) return quarantine.add(event.objectId(), QuarantineReason.MODE, source);
        try {
            return handle(event, source);
        } catch (StripeNotFoundException e) {
            return quarantine.add(event.objectId(), QuarantineReason.MISSING, source);
        }
    }

    private UpdateOutcome handle(StripeEvent event, UpdateSource source) {
        return switch (event.type()) {
            case "checkout.session.async_payment_failed" -> fulfilment.apply(event.session(stripe), true, source);
            case "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.expired" ->
                fulfilment.apply(event.session(stripe), false, source);
            case "payment_intent.payment_failed" -> declinedPayments.count(event.metadata(), source);
            case "charge.refunded" ->
                event.paymentIntentOfCharge()
                        .map(intent -> reversals.applyRefundsOf(intent, source))
                        .orElse(new UpdateOutcome.NotOurs());
            case "refund.created", "refund.updated", "refund.failed" -> reversals.apply(event.refund(stripe), source);
            default -> reversals.apply(event.dispute(stripe), event.type(), source);
        };
    }
}
