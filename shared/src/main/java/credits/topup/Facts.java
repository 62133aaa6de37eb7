package credits.topup;

import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Reached;
import credits.topup.Fact.Refund;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state of a payment after all updates from Stripe. Adding an update is a join: neither the order of the updates
/// nor repetition makes a difference, so webhooks, polling and reconciliation arrive at the same state.
///
/// @param refunds by Stripe's id
/// @param disputes by Stripe's id
public record Facts(
        Stage stage, Optional<Paid> paid, SortedMap<String, Refund> refunds, SortedMap<String, Dispute> disputes) {
    /// The state before any update.
    public static final Facts NONE = new Facts(Stage.OPEN, Optional.empty(), new TreeMap<>(), new TreeMap<>());

    public Facts {
        refunds = Collections.unmodifiableSortedMap(new TreeMap<>(refunds));
        disputes = Collections.unmodifiableSortedMap(new TreeMap<>(disputes));
    }

    /// Returns the state after one more update.
    public Facts plus(Fact fact) {
        return switch (fact) {
            case Reached(var reached) -> new Facts(later(stage, reached), paid, refunds, disputes);
            case Paid now ->
                new Facts(
                        Stage.PAID, Optional.of(paid.map(was -> join(was, now)).orElse(now)), refunds, disputes);
            case Refund now -> {
                var more = new TreeMap<>(refunds);
                var _ = more.merge(now.id(), now, Facts::join);
                yield new Facts(stage, paid, more, disputes);
            }
            case Dispute now -> {
                var more = new TreeMap<>(disputes);
                var _ = more.merge(now.id(), now, Facts::join);
                yield new Facts(stage, paid, refunds, more);
            }
        };
    }

    // Stripe always reports each of these with the same ids and amounts. If it did not, the larger one is kept, so that
    // the order does not matter even then.
    private static Paid join(Paid one, Paid other) {
        if (!one.paymentIntent().equals(other.paymentIntent()) || one.totalCents() != other.totalCents()) {
            throw new IllegalStateException("paid twice: " + one + ", " + other);
        }
        return one.at().isBefore(other.at()) ? one : other;
    }

    private static Refund join(Refund one, Refund other) {
        return new Refund(one.id(), Math.max(one.cents(), other.cents()), one.failed() || other.failed());
    }

    private static Dispute join(Dispute one, Dispute other) {
        return new Dispute(one.id(), Math.max(one.cents(), other.cents()), later(one.standing(), other.standing()));
    }

    private static <E extends Enum<E>> E later(E one, E other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Returns the amount that is with the payer or the payer's bank, in cents; at most what was paid.
    public long reversedCents() {
        long disputed = disputes.values().stream()
                .filter(dispute -> dispute.standing().takesMoney())
                .mapToLong(Dispute::cents)
                .reduce(0, Math::addExact);
        return Math.min(paid.map(Paid::totalCents).orElse(0L), Math.addExact(refundedCents(), disputed));
    }

    /// Returns the amount that is finally reversed, in cents, at most what was paid. A credit note is issued for it. An
    /// open dispute does not count: it may still be won, and there would then be a credit note too many.
    public long returnedCents() {
        long lost = disputes.values().stream()
                .filter(dispute -> dispute.standing() == Fact.Standing.LOST)
                .mapToLong(Dispute::cents)
                .reduce(0, Math::addExact);
        return Math.min(paid.map(Paid::totalCents).orElse(0L), Math.addExact(refundedCents(), lost));
    }

    private long refundedCents() {
        return refunds.values().stream()
                .filter(refund -> !refund.failed())
                .mapToLong(Refund::cents)
                .reduce(0, Math::addExact);
    }

    /// Whether any dispute is open or lost.
    public boolean isDisputed() {
        return disputes.values().stream().anyMatch(dispute -> dispute.standing().takesMoney());
    }
}
