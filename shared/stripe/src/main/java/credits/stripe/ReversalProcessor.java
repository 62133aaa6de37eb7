package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import credits.money.Eur;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.QuarantineReason;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.payment.store.UnmatchedReversals;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Applies refunds and disputes from Stripe. A reversal that arrives before its payment is credited waits for it.
public final class ReversalProcessor {
    private static final Pattern STRIPE_ID = Pattern.compile("[0-9A-Za-z_]{1,255}");
    private static final long MAX_CENTS = 99_999_999; // Stripe's maximum

    private final StripeApi stripe;
    private final PaymentLedger paymentLedger;
    private final UnmatchedReversals unmatchedReversals;
    private final QuarantineRecorder quarantine;

    public ReversalProcessor(
            StripeApi stripe,
            PaymentLedger paymentLedger,
            UnmatchedReversals unmatchedReversals,
            QuarantineRecorder quarantine) {
        this.stripe = stripe;
        this.paymentLedger = paymentLedger;
        this.unmatchedReversals = unmatchedReversals;
        this.quarantine = quarantine;
    }

    /// Applies a full or partial refund in any state.
    public UpdateOutcome apply(Refund refund, UpdateSource source) {
        if (!isValid(refund.getId(), refund.getAmount()))
            return quarantine.add(source.eventId(), QuarantineReason.FORM, source);
        return apply(refund.getId(), refund.getPaymentIntent(), refund.getCurrency(), refundUpdate(refund), source);
    }

    /// Applies a dispute, opened or closed.
    ///
    /// @param type the type of the event, which may say more than the dispute itself
    public UpdateOutcome apply(Dispute dispute, String type, UpdateSource source) {
        if (!isValid(dispute.getId(), dispute.getAmount()))
            return quarantine.add(source.eventId(), QuarantineReason.FORM, source);
        return apply(
                dispute.getId(),
                dispute.getPaymentIntent(),
                dispute.getCurrency(),
                disputeUpdate(dispute, type),
                source);
    }

    /// Fetches all refunds of a payment from Stripe and applies each.
    public UpdateOutcome applyRefundsOf(@Nullable String paymentIntent, UpdateSource source) {
        UpdateOutcome outcome = new UpdateOutcome.NotOurs();
        if (paymentIntent == null) return outcome;
        for (var refund : stripe.listRefunds(paymentIntent)) outcome = apply(refund, source);
        return outcome;
    }

    /// Applies an unmatched reversal again; true if its payment exists by now.
    public boolean replay(UnmatchedReversals.UnmatchedReversal reversal, UpdateSource source) {
        var paymentOwner = paymentLedger.store().findOwner(reversal.paymentIntentId());
        if (paymentOwner.isEmpty()) return false;
        var _ = paymentLedger.applyUpdates(
                paymentOwner.get().organisation(),
                paymentOwner.get().paymentKey(),
                List.of(reversal.update()),
                source.receivedAt());
        return true;
    }

    static PaymentUpdate.Refund refundUpdate(Refund refund) {
        boolean failed = "failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus());
        return new PaymentUpdate.Refund(refund.getId(), Eur.ofCents(refund.getAmount()), failed);
    }

    static PaymentUpdate.Dispute disputeUpdate(Dispute dispute, String type) {
        return new PaymentUpdate.Dispute(
                dispute.getId(), Eur.ofCents(dispute.getAmount()), disputeStatus(dispute.getStatus(), type));
    }

    private static DisputeStatus disputeStatus(@Nullable String status, String type) {
        if (type.equals("charge.dispute.funds_reinstated")) return DisputeStatus.WON;
        var statusText = status == null ? "" : status;
        return switch (statusText) {
            case "won" -> DisputeStatus.WON;
            case "lost" -> DisputeStatus.LOST;
            case "prevented" -> DisputeStatus.INQUIRY;
            default -> statusText.startsWith("warning_") ? DisputeStatus.INQUIRY : DisputeStatus.OPEN;
        };
    }

    private UpdateOutcome apply(
            String id,
            @Nullable String paymentIntent,
            @Nullable String currency,
            PaymentUpdate update,
            UpdateSource source) {
        if (paymentIntent == null || !isStripeId(paymentIntent)) return new UpdateOutcome.NotOurs();
        var paymentOwner = paymentLedger.store().findOwner(paymentIntent);
        if (paymentOwner.isEmpty()) {
            unmatchedReversals.save(paymentIntent, update, source.receivedAt());
            // The payment may have been credited in between, by a worker that did not see this reversal yet.
            paymentOwner = paymentLedger.store().findOwner(paymentIntent);
        }
        if (paymentOwner.isEmpty()) return new UpdateOutcome.Unmatched();
        if (!"eur".equals(currency)) return quarantine.add(id, QuarantineReason.CURRENCY, source);
        return applyUpdate(paymentOwner, update, source);
    }

    private UpdateOutcome applyUpdate(
            Optional<PaymentStore.PaymentOwner> owner, PaymentUpdate update, UpdateSource source) {
        var paymentOwner = owner.orElseThrow();
        return new UpdateOutcome.Applied(paymentLedger.applyUpdates(
                paymentOwner.organisation(), paymentOwner.paymentKey(), List.of(update), source.receivedAt()));
    }

    /// Whether `text` has the form of a Stripe id.
    static boolean isStripeId(@Nullable String text) {
        return text != null && STRIPE_ID.matcher(text).matches();
    }

    private static boolean isValid(@Nullable String id, @Nullable Long cents) {
        return isStripeId(id) && cents != null && cents >= 0 && cents <= MAX_CENTS;
    }
}
