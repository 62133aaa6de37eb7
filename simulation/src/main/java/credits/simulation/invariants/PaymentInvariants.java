package credits.simulation.invariants;

import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Invariants 1, 3 and 4 of payments, computed from Stripe's notifications with independent arithmetic: each payment is
/// credited once and in full; each refund claws back its net share, once; and the payment record agrees with the chain.
final class PaymentInvariants {
    private final List<Segment> chain;
    private final PaymentStore records;

    PaymentInvariants(List<Segment> chain, PaymentStore records) {
        this.chain = chain;
        this.records = records;
    }

    /// @param notifications all notifications of this organisation that were delivered
    void check(List<StripeNotification> notifications) {
        var byPayment = new HashMap<UniqueId, List<StripeNotification>>();
        for (var notification : notifications) {
            var _ = byPayment.merge(notification.payment().id(), List.of(notification), TopUpGenerator::concat);
        }
        byPayment.forEach((id, all) -> check(all.getFirst().payment(), all));
        for (var segment : chain) {
            for (var event : segment.events()) {
                if (event instanceof ToppedUp credited)
                    InvariantViolationException.check(
                            byPayment.containsKey(credited.paymentKey()),
                            "invariant 4: credits for a payment that nobody made",
                            event);
            }
        }
    }

    private void check(Payment begun, List<StripeNotification> notifications) {
        boolean paid =
                notifications.stream().flatMap(each -> each.updates().stream()).anyMatch(Paid.class::isInstance);
        long credited = postedNanos(begun.id(), true);
        long clawedBack = postedNanos(begun.id(), false);
        long credits = chain.stream()
                .flatMap(segment -> segment.events().stream())
                .filter(event ->
                        event instanceof ToppedUp credit && credit.paymentKey().equals(begun.id()))
                .count();
        InvariantViolationException.check(
                credits == (paid ? 1 : 0), "invariant 1: credited " + credits + " times", begun.id());
        long net = paid ? begun.net().toCents() : 0;
        InvariantViolationException.check(
                credited == TopUpGenerator.toNanos(net), "invariant 3: credited must be " + net, credited);
        long share = paid ? netShare(begun, reversedCents(notifications)) : 0;
        InvariantViolationException.check(
                clawedBack == TopUpGenerator.toNanos(share), "invariant 3: clawed back must be " + share, clawedBack);
        boolean placed = chain.stream()
                .flatMap(segment -> segment.recordedIds().stream())
                .anyMatch(each -> each.id().equals(begun.id()));
        InvariantViolationException.check(placed, "invariant 1: the key of a top-up is not recorded", begun.id());
        var record = records.find(begun.organisation(), begun.id());
        var holds = record.map(Payment::postedAmounts)
                .map(each -> each.credited().minus(each.clawedBack()).toCents());
        InvariantViolationException.check(
                holds.equals(Optional.of(net - share)),
                "invariant 3: the payment record disagrees with the chain",
                holds);
        InvariantViolationException.check(
                records.findOwner("pi_" + begun.id()).isPresent() == paid,
                "invariant 4: the organisation of a payment",
                begun.id());
    }

    private long postedNanos(UniqueId payment, boolean credits) {
        return chain.stream()
                .flatMap(segment -> segment.events().stream())
                .mapToLong(event -> switch (event) {
                    case ToppedUp(var of, var amount) when credits && of.equals(payment) -> amount.nanos();
                    case ClawedBack(var of, var amount) when !credits && of.equals(payment) -> amount.nanos();
                    default -> 0;
                })
                .sum();
    }

    private static BigDecimal reversedCents(List<StripeNotification> notifications) {
        var refunds = new HashMap<String, BigDecimal>();
        var failed = new HashSet<String>();
        var disputes = new HashMap<DisputeStatus, BigDecimal>();
        for (var notification : notifications) {
            for (var update : notification.updates()) {
                if (update instanceof Refund refund) {
                    refunds.put(refund.id(), BigDecimal.valueOf(refund.amount().toCents()));
                    if (refund.status() == RefundStatus.FAILED) failed.add(refund.id());
                }
                if (update instanceof Dispute dispute)
                    disputes.put(
                            dispute.status(),
                            BigDecimal.valueOf(dispute.amount().toCents()));
            }
        }
        var sum = refunds.entrySet().stream()
                .filter(each -> !failed.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (disputes.containsKey(DisputeStatus.OVERTURNED)) return sum.add(disputes.get(DisputeStatus.OVERTURNED));
        if (disputes.containsKey(DisputeStatus.WON)) return sum;
        return sum.add(
                disputes.getOrDefault(DisputeStatus.LOST, disputes.getOrDefault(DisputeStatus.OPEN, BigDecimal.ZERO)));
    }

    private static long netShare(Payment begun, BigDecimal reversed) {
        var total = BigDecimal.valueOf(begun.total().orElseThrow().toCents());
        var net = BigDecimal.valueOf(begun.net().toCents());
        return reversed.min(total)
                .multiply(net)
                .divide(total, 0, RoundingMode.HALF_UP)
                .min(net)
                .longValueExact();
    }
}
