package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import credits.ledger.Parking;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Fact.Standing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes what Stripe tells of money on its way back to the payer. What comes before its payment is credited waits for
/// it.
public final class Reversals {
    private final StripeApi stripe;
    private final Payments payments;
    private final Parking parking;

    public Reversals(StripeApi stripe, Payments payments, Parking parking) {
        this.stripe = stripe;
        this.payments = payments;
        this.parking = parking;
    }

    /// Takes a refund, whole or in part, whatever has become of it.
    public Outcome take(Refund refund, Told told) {
        return take(refund.getId(), refund.getPaymentIntent(), refund.getCurrency(), fact(refund), told);
    }

    /// Takes a dispute, opened or closed.
    ///
    /// @param type of the event, which may say more than the dispute
    public Outcome take(Dispute dispute, String type, Told told) {
        var fact = new Fact.Dispute(dispute.getId(), dispute.getAmount(), standing(dispute.getStatus(), type));
        return take(dispute.getId(), dispute.getPaymentIntent(), dispute.getCurrency(), fact, told);
    }

    /// Asks Stripe for all refunds of a payment, and takes each.
    public Outcome refundsOf(@Nullable String paymentIntent, Told told) {
        Outcome last = new Outcome.Foreign();
        if (paymentIntent == null) return last;
        for (var refund : stripe.refunds(paymentIntent)) last = take(refund, told);
        return last;
    }

    /// Takes again what was parked, if its payment has come meanwhile: true then.
    public boolean replay(Parking.Parked parked, Told told) {
        var owner = payments.ownerOf(parked.paymentIntent());
        if (owner.isEmpty()) return false;
        var _ = payments.learn(
                owner.get().organisation(), owner.get().payment(), List.of(parked.fact()), told.now());
        return true;
    }

    static Fact.Refund fact(Refund refund) {
        boolean failed = "failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus());
        return new Fact.Refund(refund.getId(), refund.getAmount(), failed);
    }

    static Standing standing(@Nullable String status, String type) {
        if (type.equals("charge.dispute.funds_reinstated")) return Standing.WON;
        var said = status == null ? "" : status;
        return switch (said) {
            case "won" -> Standing.WON;
            case "lost" -> Standing.LOST;
            case "prevented" -> Standing.INQUIRY;
            default -> said.startsWith("warning_") ? Standing.INQUIRY : Standing.OPEN;
        };
    }

    private Outcome take(
            String id, @Nullable String paymentIntent, @Nullable String currency, Fact fact, Told told) {
        if (paymentIntent == null) return new Outcome.Foreign();
        var owner = payments.ownerOf(paymentIntent);
        if (owner.isEmpty()) {
            parking.park(paymentIntent, fact, told.now());
            // It may have been credited between the two, by somebody who saw nothing parked.
            owner = payments.ownerOf(paymentIntent);
        }
        if (owner.isEmpty()) return new Outcome.Parked();
        if (!"eur".equals(currency)) return quarantine(id, told);
        return learn(owner, fact, told);
    }

    private Outcome learn(Optional<Payments.Owner> owner, Fact fact, Told told) {
        var of = owner.orElseThrow();
        return new Outcome.Learnt(payments.learn(of.organisation(), of.payment(), List.of(fact), told.now()));
    }

    private Outcome quarantine(String id, Told told) {
        parking.quarantine(id, "currency", told.at(), told.event());
        told.alarm(id, "currency");
        return new Outcome.Quarantined("currency");
    }
}
