package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Facts;
import credits.topup.Payment;
import java.util.Optional;

/// What Stripe itself knows of a payment now: asked for its page, refunds and disputes, not taken from what it has
/// told us of them.
final class StripesWord {
    private final StripeApi stripe;

    StripesWord(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// The facts by which an account must hold what it holds; none while nothing is paid.
    ///
    /// @param listed its page, when that was read already
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
