package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import credits.ledger.Parking;
import credits.ledger.PaymentRecords;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Fact.Standing;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Applies refunds and disputes from Stripe. A reversal that arrives before its payment is credited waits for it.
public final class Reversals {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_]{1,255}");
    private static final long MOST_CENTS = 99_999_999; // Stripe's maximum

    private final StripeApi stripe;
    private final Payments payments;
    private final Parking parking;

    public Reversals(StripeApi stripe, Payments payments, Parking parking) {
        this.stripe = stripe;
        this.payments = payments;
        this.parking = parking;
    }

    /// Applies a full or partial refund in any state.
    public Outcome take(Refund refund, Told told) {
        if (!isTold(refund.getId(), refund.getAmount())) return quarantine(told.event(), "form", told);
        return take(refund.getId(), refund.getPaymentIntent(), refund.getCurrency(), fact(refund), told);
    }

    /// Applies a dispute, opened or closed.
    ///
    /// @param type the type of the event, which may say more than the dispute itself
    public Outcome take(Dispute dispute, String type, Told told) {
        if (!isTold(dispute.getId(), dispute.getAmount())) return quarantine(told.event(), "form", told);
        var fact = new Fact.Dispute(dispute.getId(), dispute.getAmount(), standing(dispute.getStatus(), type));
        return take(dispute.getId(), dispute.getPaymentIntent(), dispute.getCurrency(), fact, told);
    }

    /// Fetches all refunds of a payment from Stripe and applies each.
    public Outcome refundsOf(@Nullable String paymentIntent, Told told) {
        Outcome last = new Outcome.Foreign();
        if (paymentIntent == null) return last;
        for (var refund : stripe.refunds(paymentIntent)) last = take(refund, told);
        return last;
    }

    /// Applies an unmatched reversal again; true if its payment exists by now.
    public boolean replay(Parking.Parked parked, Told told) {
        var owner = payments.records().ownerOf(parked.paymentIntent());
        if (owner.isEmpty()) return false;
        var _ = payments.learn(owner.get().organisation(), owner.get().payment(), List.of(parked.fact()), told.now());
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

    private Outcome take(String id, @Nullable String paymentIntent, @Nullable String currency, Fact fact, Told told) {
        if (paymentIntent == null || !isId(paymentIntent)) return new Outcome.Foreign();
        var owner = payments.records().ownerOf(paymentIntent);
        if (owner.isEmpty()) {
            parking.park(paymentIntent, fact, told.now());
            // The payment may have been credited in between, by a worker that did not see this reversal yet.
            owner = payments.records().ownerOf(paymentIntent);
        }
        if (owner.isEmpty()) return new Outcome.Parked();
        if (!"eur".equals(currency)) return quarantine(id, "currency", told);
        return learn(owner, fact, told);
    }

    private Outcome learn(Optional<PaymentRecords.Owner> owner, Fact fact, Told told) {
        var of = owner.orElseThrow();
        return new Outcome.Learnt(payments.learn(of.organisation(), of.payment(), List.of(fact), told.now()));
    }

    /// Whether `text` has the form of a Stripe id.
    static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    private static boolean isTold(@Nullable String id, @Nullable Long cents) {
        return isId(id) && cents != null && cents >= 0 && cents <= MOST_CENTS;
    }

    private Outcome quarantine(String object, String reason, Told told) {
        parking.quarantine(object, reason, told.at(), told.event());
        told.alarm(object, reason);
        return new Outcome.Quarantined(reason);
    }
}
