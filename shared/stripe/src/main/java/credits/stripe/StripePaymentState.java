package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentState;
import credits.payment.PaymentUpdate.Paid;
import java.util.Optional;

/// The current state of a payment at Stripe: its session, refunds and disputes are fetched, not
/// taken from events.
final class StripePaymentState {
    private final StripeApi stripe;

    StripePaymentState(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// The state that the account must reflect; empty until the payment is paid.
    ///
    /// @param listedSession the payment's session, if it has been fetched already
    PaymentState fetch(Payment payment, Optional<Session> listedSession) {
        var session = listedSession.or(
                () -> payment.checkoutSession().flatMap(checkout -> findSession(checkout.sessionId())));
        if (session.isEmpty() || !"paid".equals(session.get().getPaymentStatus())) return PaymentState.NONE;
        var paymentIntent = session.get().getPaymentIntent();
        var total = Eur.ofCents(session.get().getAmountTotal());
        var state = PaymentState.NONE.plus(new Paid(paymentIntent, total, payment.createdAt()));
        // A reversal in another currency is quarantined.
        for (var refund : stripe.listRefunds(paymentIntent)) {
            if (SessionValidator.EUR.equals(refund.getCurrency()))
                state = state.plus(ReversalProcessor.refundUpdate(refund));
        }
        for (var dispute : stripe.listDisputes(paymentIntent)) {
            if (SessionValidator.EUR.equals(dispute.getCurrency()))
                state = state.plus(ReversalProcessor.disputeUpdate(dispute, ""));
        }
        return state;
    }

    private Optional<Session> findSession(String id) {
        try {
            return Optional.of(stripe.retrieveSession(id));
        } catch (StripeNotFoundException e) {
            return Optional.empty();
        }
    }
}
