package credits.payment;

import credits.invoicing.FinalReversals;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.StageReached;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The state of a payment after all updates from Stripe. Adding an update is a join: neither the order of the updates
/// nor repetition makes a difference, so webhooks, polling and reconciliation arrive at the same state.
///
/// @param refunds by Stripe's id
/// @param disputes by Stripe's id
public record PaymentState(
        CheckoutStage stage,
        Optional<Paid> paid,
        SortedMap<String, Refund> refunds,
        SortedMap<String, Dispute> disputes) {
    /// The state before any update.
    public static final PaymentState NONE =
            new PaymentState(CheckoutStage.OPEN, Optional.empty(), new TreeMap<>(), new TreeMap<>());

    public PaymentState {
        refunds = Collections.unmodifiableSortedMap(new TreeMap<>(refunds));
        disputes = Collections.unmodifiableSortedMap(new TreeMap<>(disputes));
    }

    /// Returns the state after one more update.
    public PaymentState plus(PaymentUpdate update) {
        return switch (update) {
            case StageReached(var newStage) -> new PaymentState(laterOf(stage, newStage), paid, refunds, disputes);
            case Paid newer ->
                new PaymentState(
                        CheckoutStage.PAID,
                        Optional.of(paid.map(known -> merge(known, newer)).orElse(newer)),
                        refunds,
                        disputes);
            case Refund newer -> {
                var more = new TreeMap<>(refunds);
                var _ = more.merge(newer.id(), newer, PaymentState::merge);
                yield new PaymentState(stage, paid, more, disputes);
            }
            case Dispute newer -> {
                var more = new TreeMap<>(disputes);
                var _ = more.merge(newer.id(), newer, PaymentState::merge);
                yield new PaymentState(stage, paid, refunds, more);
            }
        };
    }

    // Stripe always reports each of these with the same ids and amounts. If it did not, the larger one is kept, so that
    // the order does not matter even then.
    private static Paid merge(Paid one, Paid other) {
        if (!one.paymentIntentId().equals(other.paymentIntentId())
                || !one.total().equals(other.total())) {
            throw new IllegalStateException("paid twice: " + one + ", " + other);
        }
        var country = Stream.of(one.payerCountry(), other.payerCountry())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        var paidAt = one.paidAt().isBefore(other.paidAt()) ? one.paidAt() : other.paidAt();
        return new Paid(one.paymentIntentId(), one.total(), paidAt, country);
    }

    private static Refund merge(Refund one, Refund other) {
        return new Refund(one.id(), Eur.max(one.amount(), other.amount()), one.hasFailed() || other.hasFailed());
    }

    private static Dispute merge(Dispute one, Dispute other) {
        return new Dispute(one.id(), Eur.max(one.amount(), other.amount()), laterOf(one.status(), other.status()));
    }

    private static <E extends Enum<E>> E laterOf(E one, E other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Returns the amount that is with the payer or the payer's bank; at most what was paid.
    public Eur reversed() {
        return atMostPaid(refunded().plus(disputed(DisputeStatus::hasWithdrawnFunds)));
    }

    /// Returns the amount that is finally reversed; at most what was paid. A credit note is issued for it. An open
    /// dispute does not count: it may still be won, and there would then be a credit note too many.
    public Eur finallyReversed() {
        return atMostPaid(refunded().plus(disputed(DisputeStatus::isLost)));
    }

    /// Returns the same by reason. It may be more than was paid.
    public FinalReversals finalReversals() {
        return new FinalReversals(
                refunded().toCents(), disputed(DisputeStatus::isLost).toCents());
    }

    private Eur refunded() {
        return refunds.values().stream()
                .filter(refund -> !refund.hasFailed())
                .map(Refund::amount)
                .reduce(Eur.ZERO, Eur::plus);
    }

    private Eur disputed(Predicate<DisputeStatus> isCounted) {
        return disputes.values().stream()
                .filter(dispute -> isCounted.test(dispute.status()))
                .map(Dispute::amount)
                .reduce(Eur.ZERO, Eur::plus);
    }

    private Eur atMostPaid(Eur amount) {
        return Eur.min(paid.map(Paid::total).orElse(Eur.ZERO), amount);
    }

    /// Whether any dispute is open or lost.
    public boolean isDisputed() {
        return disputes.values().stream().anyMatch(dispute -> dispute.status().hasWithdrawnFunds());
    }
}
