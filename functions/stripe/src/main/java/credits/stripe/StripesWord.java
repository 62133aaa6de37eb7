package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Facts;
import credits.topup.Payment;
import java.util.Optional;

/// The current state of a payment according to Stripe: its session, refunds and disputes are fetched, not
/// taken from events.
final class StripesWord {
    private final StripeApi stripe;

    StripesWord(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// The state that the account must reflect; empty until the payment is paid.
    ///
    /// @param listed the payment's session, if it has been fetched already
    Facts of(Payment payment, Optional<Session> listed) {
        var page = listed.or(() -> payment.checkout().flatMap(checkout -> session(checkout.session())));
        if (page.isEmpty() || !"paid".equals(page.get().getPaymentStatus())) return Facts.NONE;
        var intent = page.get().getPaymentIntent();
        var facts = Facts.NONE.plus(new Paid(intent, page.get().getAmountTotal(), payment.createdAt()));
        for (var refund : stripe.refunds(intent)) facts = facts.plus(Reversals.fact(refund));
        for (var dispute : stripe.disputes(intent)) {
            var standing = Reversals.standing(dispute.getStatus(), "");
            facts = facts.plus(new Dispute(dispute.getId(), dispute.getAmount(), standing));
        }
        return facts;
    }

    private Optional<Session> session(String id) {
        try {
            return Optional.of(stripe.session(id));
        } catch (Missing unknown) {
            return Optional.empty();
        }
    }
}
