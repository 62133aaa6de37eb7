package credits.simulation.invariants;

import credits.identity.OrganisationId;
import credits.local.aws.role.ActingFunction;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.store.PaymentLedger;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// A notification from Stripe about a payment, on its way to the account: it may arrive repeatedly, late, before its
/// cause, and through several channels at once.
///
/// @param payment the top-up as its buyer started it
record StripeNotification(Payment payment, List<PaymentUpdate> updates, Instant receivedAt) {
    private static final long CONTENT_HASH = 7;

    OrganisationId organisation() {
        return payment.organisation();
    }

    /// Starts the top-up, unless that was done before, and delivers the notification.
    void deliver(PaymentLedger paymentLedger) {
        deliver(paymentLedger, () -> paymentLedger);
    }

    /// Starts the top-up, unless that was done before, and delivers the notification.
    ///
    /// @param anew what a worker knows that has seen no account
    void deliver(PaymentLedger paymentLedger, Supplier<PaymentLedger> anew) {
        var stored = ActingFunction.call("CheckoutFunction", () -> paymentLedger.begin(payment, CONTENT_HASH));
        InvariantViolationException.check(
                stored.isPresent(), "invariant 4: a top-up that was started has no record", payment.id());
        if (updates.isEmpty()) return;
        try {
            notifyWebhook(paymentLedger);
        } catch (AssertionError denied) {
            // Only a worker that is both functions can remember an account without segments here, and try to list its
            // organisation.
            notifyWebhook(anew.get());
        }
    }

    private void notifyWebhook(PaymentLedger paymentLedger) {
        var _ = ActingFunction.call(
                "WebhookFunction",
                () -> paymentLedger.applyUpdates(payment.organisation(), payment.id(), updates, receivedAt));
    }
}
