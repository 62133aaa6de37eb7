package credits.payment;

import credits.invoicing.FinalReversals;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.FinalReversals.Reversal;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.PaymentUpdate.StageReached;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
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
        var status = one.status().compareTo(other.status()) >= 0 ? one.status() : other.status();
        var createdAt = earlierOf(one.createdAt(), other.createdAt());
        boolean isOfVat = one.isOfVat() || other.isOfVat();
        return new Refund(one.id(), Eur.max(one.amount(), other.amount()), status, createdAt, isOfVat);
    }

    private static Dispute merge(Dispute one, Dispute other) {
        var status = laterOf(one.status(), other.status());
        var createdAt = earlierOf(one.createdAt(), other.createdAt());
        return new Dispute(one.id(), Eur.max(one.amount(), other.amount()), status, createdAt);
    }

    private static Optional<Instant> earlierOf(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static <E extends Enum<E>> E laterOf(E one, E other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Returns what was paid, less the VAT that was returned or is on its way back; empty until it is paid.
    public Optional<Eur> kept() {
        return paid.map(each -> each.total().minus(vatReturned()));
    }

    /// Returns the VAT that turned out not to be due and was returned, or is on its way back.
    public Eur vatReturned() {
        return refunded(refund -> refund.isOfVat() && refund.status() != RefundStatus.FAILED);
    }

    /// Returns the amount that is with the payer or the payer's bank, or on its way there, without VAT that was not
    /// due;
    /// at most what was [#kept].
    public Eur reversed() {
        return atMostPaid(withdrawn());
    }

    /// Returns how much more is with the payer and the payer's bank than was paid: the seller's loss. A
    /// refund and a lost dispute of the same payment take the money twice.
    public Eur loss() {
        return paid.isEmpty() ? Eur.ZERO : withdrawn().minus(reversed());
    }

    /// Returns what is finally reversed; together it may be more than was paid. Credit notes are issued for
    /// it. A pending refund and an open dispute do not count: the money may still come back, and there would
    /// be a credit note too many.
    ///
    /// @param sellerZone the time zone of their days
    public FinalReversals finalReversals(ZoneId sellerZone) {
        var reversals = new ArrayList<Reversal>();
        var revoked = new HashSet<String>();
        for (var refund : refunds.values()) {
            if (refund.isOfVat()) continue;
            switch (refund.status()) {
                case PENDING -> {}
                case SUCCEEDED ->
                    reversals.add(new Reversal(
                            refund.id(),
                            Reason.REFUND,
                            refund.amount().toCents(),
                            day(refund.createdAt(), sellerZone)));
                case FAILED -> revoked.add(refund.id());
            }
        }
        for (var dispute : disputes.values()) {
            if (dispute.status().isLost())
                reversals.add(new Reversal(
                        dispute.id(),
                        Reason.DISPUTE,
                        dispute.amount().toCents(),
                        day(dispute.createdAt(), sellerZone)));
            else if (dispute.status() == DisputeStatus.WON) revoked.add(dispute.id());
        }
        return new FinalReversals(reversals, revoked);
    }

    private static Optional<LocalDate> day(Optional<Instant> time, ZoneId zone) {
        return time.map(at -> LocalDate.ofInstant(at, zone));
    }

    private Eur withdrawn() {
        return refunded(refund -> !refund.isOfVat() && refund.status() != RefundStatus.FAILED)
                .plus(disputed(DisputeStatus::hasWithdrawnFunds));
    }

    private Eur refunded(Predicate<Refund> isCounted) {
        return refunds.values().stream().filter(isCounted).map(Refund::amount).reduce(Eur.ZERO, Eur::plus);
    }

    private Eur disputed(Predicate<DisputeStatus> isCounted) {
        return disputes.values().stream()
                .filter(dispute -> isCounted.test(dispute.status()))
                .map(Dispute::amount)
                .reduce(Eur.ZERO, Eur::plus);
    }

    private Eur atMostPaid(Eur amount) {
        return Eur.min(kept().orElse(Eur.ZERO), amount);
    }

    /// Whether there is any refund or dispute. What becomes of one may require a document without a posting:
    /// a pending refund that succeeds, or a dispute that is lost.
    public boolean hasReversals() {
        return !refunds.isEmpty() || !disputes.isEmpty();
    }

    /// Whether any dispute is open: the bank has the money for now.
    public boolean isDisputed() {
        return disputes.values().stream().anyMatch(dispute -> dispute.status() == DisputeStatus.OPEN);
    }

    /// Whether any dispute is lost: the bank keeps the money.
    public boolean isChargedBack() {
        return disputes.values().stream().anyMatch(dispute -> dispute.status().isLost());
    }
}
