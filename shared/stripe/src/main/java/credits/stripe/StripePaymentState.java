package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import credits.money.Eur;
import credits.payment.PaymentState;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The current state of a payment at Stripe, from its session, refunds and disputes, never from events.
final class StripePaymentState {
    private final StripeApi stripe;

    StripePaymentState(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// The state that the account must reflect; empty until the session is paid.
    PaymentState fetch(String sessionId) {
        try {
            var session = stripe.retrieveSession(sessionId);
            return isPaid(session) ? of(session, reversals(session.getPaymentIntent())) : PaymentState.NONE;
        } catch (StripeNotFoundException e) {
            return PaymentState.NONE;
        }
    }

    private List<PaymentUpdate> reversals(String paymentIntent) {
        var updates = new ArrayList<PaymentUpdate>();
        for (var refund : stripe.listRefunds(paymentIntent)) update(refund).ifPresent(updates::add);
        for (var dispute : stripe.listDisputes(paymentIntent)) update(dispute).ifPresent(updates::add);
        return updates;
    }

    /// The update that a refund means; empty in another currency, which is quarantined.
    static Optional<PaymentUpdate> update(Refund refund) {
        return SessionValidator.EUR.equals(refund.getCurrency())
                ? Optional.of(ReversalProcessor.refundUpdate(refund))
                : Optional.empty();
    }

    /// The update that a dispute means; empty in another currency.
    static Optional<PaymentUpdate> update(Dispute dispute) {
        return SessionValidator.EUR.equals(dispute.getCurrency())
                ? Optional.of(ReversalProcessor.disputeUpdate(dispute, ""))
                : Optional.empty();
    }

    /// Whether money was paid for the session.
    static boolean isPaid(Session session) {
        return "paid".equals(session.getPaymentStatus()) && session.getPaymentIntent() != null;
    }

    /// The state of a paid session with all refunds and disputes of its payment.
    static PaymentState of(Session session, List<PaymentUpdate> reversals) {
        var total = Eur.ofCents(session.getAmountTotal());
        var paidAt = Instant.ofEpochSecond(session.getCreated());
        var state = PaymentState.NONE.plus(new Paid(session.getPaymentIntent(), total, paidAt));
        for (var reversal : reversals) state = state.plus(reversal);
        return state;
    }
}
