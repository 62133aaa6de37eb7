package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.QuarantineReason;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore.PaymentOwner;
import credits.payment.store.UnmatchedReversals;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import java.time.Instant;
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
        var outcome = apply(
                dispute.getId(),
                dispute.getPaymentIntent(),
                dispute.getCurrency(),
                disputeUpdate(dispute, type),
                source);
        return outcome instanceof UpdateOutcome.Applied(var payment) && isOverturned(dispute.getId(), payment)
                ? quarantine.add(dispute.getId(), QuarantineReason.OVERTURNED, source)
                : outcome;
    }

    // Events in any order tell that a dispute was won and that it was lost, but not which came last. Stripe knows.
    private boolean isOverturned(String disputeId, Payment payment) {
        var known = statusOf(disputeId, payment);
        return known.compareTo(DisputeStatus.WON) >= 0
                && known.hasWithdrawnFunds()
                        != disputeStatus(stripe.retrieveDispute(disputeId).getStatus(), "")
                                .hasWithdrawnFunds();
    }

    private static DisputeStatus statusOf(String disputeId, Payment payment) {
        return Optional.ofNullable(payment.state().disputes().get(disputeId))
                .map(PaymentUpdate.Dispute::status)
                .orElse(DisputeStatus.INQUIRY);
    }

    /// Claws back a payment whose dispute was won and then lost: an operator's decision.
    ///
    /// @return whether it was clawed back; false if the dispute is not lost at Stripe, or was not won before
    public boolean settleOverturned(String disputeId, UpdateSource source) {
        var dispute = stripe.retrieveDispute(disputeId);
        boolean isLost = disputeStatus(dispute.getStatus(), "") == DisputeStatus.LOST;
        if (!isLost || !isStripeId(dispute.getPaymentIntent())) return false;
        var owner = paymentLedger.store().findOwner(dispute.getPaymentIntent());
        var payment = owner.flatMap(each -> paymentLedger.store().find(each.organisation(), each.paymentKey()));
        if (payment.isEmpty() || statusOf(disputeId, payment.get()) != DisputeStatus.WON) return false;
        var overturned = new PaymentUpdate.Dispute(
                disputeId, Eur.ofCents(dispute.getAmount()), DisputeStatus.OVERTURNED, createdAt(dispute.getCreated()));
        var _ = applyUpdate(owner.orElseThrow(), overturned, source);
        return true;
    }

    /// Fetches all refunds of a payment from Stripe and applies each.
    public UpdateOutcome applyRefundsOf(@Nullable String paymentIntent, UpdateSource source) {
        UpdateOutcome outcome = new UpdateOutcome.NotOurs();
        if (paymentIntent == null) return outcome;
        for (var refund : stripe.listRefunds(paymentIntent)) outcome = apply(refund, source);
        return outcome;
    }

    /// Applies an unmatched reversal again, if its payment exists by now; returns whether it was applied.
    public boolean replay(UnmatchedReversal reversal, UpdateSource source) {
        var paymentOwner = paymentLedger.store().findOwner(reversal.paymentIntentId());
        if (paymentOwner.isEmpty()) return false;
        if (!reversal.isInEur()) {
            var _ = quarantine.addOnce(reversal.stripeId(), QuarantineReason.CURRENCY, source);
            return false;
        }
        var _ = applyUpdate(paymentOwner.get(), reversal.update(), source);
        return true;
    }

    static PaymentUpdate.Refund refundUpdate(Refund refund) {
        return new PaymentUpdate.Refund(
                refund.getId(),
                Eur.ofCents(refund.getAmount()),
                refundStatus(String.valueOf(refund.getStatus())),
                createdAt(refund.getCreated()),
                VatRefunds.isOne(refund));
    }

    private static RefundStatus refundStatus(String status) {
        return switch (status) {
            case "failed", "canceled" -> RefundStatus.FAILED;
            case "pending", "requires_action" -> RefundStatus.PENDING;
            default -> RefundStatus.SUCCEEDED;
        };
    }

    private static Optional<Instant> createdAt(@Nullable Long epochSeconds) {
        return Optional.ofNullable(epochSeconds).map(Instant::ofEpochSecond);
    }

    static PaymentUpdate.Dispute disputeUpdate(Dispute dispute, String type) {
        return new PaymentUpdate.Dispute(
                dispute.getId(),
                Eur.ofCents(dispute.getAmount()),
                disputeStatus(dispute.getStatus(), type),
                createdAt(dispute.getCreated()));
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
        var reversal = new UnmatchedReversal(paymentIntent, update, String.valueOf(currency));
        var paymentOwner = paymentLedger.store().findOwner(paymentIntent);
        if (paymentOwner.isEmpty()) {
            unmatchedReversals.save(reversal, source.receivedAt());
            // The payment may have been credited in between, by a worker that did not see this reversal yet.
            paymentOwner = paymentLedger.store().findOwner(paymentIntent);
        }
        if (paymentOwner.isEmpty()) return new UpdateOutcome.Unmatched();
        if (!reversal.isInEur()) return quarantine.add(id, QuarantineReason.CURRENCY, source);
        return applyUpdate(paymentOwner.get(), update, source);
    }

    private UpdateOutcome applyUpdate(PaymentOwner owner, PaymentUpdate update, UpdateSource source) {
        return new UpdateOutcome.Applied(paymentLedger.applyUpdates(
                owner.organisation(), owner.paymentKey(), List.of(update), source.receivedAt()));
    }

    /// Whether `text` has the form of a Stripe id.
    static boolean isStripeId(@Nullable String text) {
        return text != null && STRIPE_ID.matcher(text).matches();
    }

    private static boolean isValid(@Nullable String id, @Nullable Long cents) {
        return isStripeId(id) && cents != null && cents >= 0 && cents <= MAX_CENTS;
    }
}
