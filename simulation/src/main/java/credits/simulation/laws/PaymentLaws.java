package credits.simulation.laws;

import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.identity.UniqueId;
import credits.ledger.PaymentRecords;
import credits.ledger.Segment;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import credits.topup.Payment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Invariants 1, 3 and 4 of payments, computed from Stripe's notifications with independent arithmetic: each payment is
/// credited once and in full; each refund claws back its net share, once; and the payment record agrees with the chain.
final class PaymentLaws {
    private final List<Segment> chain;
    private final PaymentRecords records;

    PaymentLaws(List<Segment> chain, PaymentRecords records) {
        this.chain = chain;
        this.records = records;
    }

    /// @param tellings all notifications of this organisation that were delivered
    void check(List<Telling> tellings) {
        var told = new HashMap<UniqueId, List<Telling>>();
        for (var telling : tellings) {
            var _ = told.merge(telling.begun().id(), List.of(telling), Purchases::both);
        }
        told.forEach((id, all) -> check(all.getFirst().begun(), all));
        for (var segment : chain) {
            for (var event : segment.events()) {
                if (event instanceof ToppedUp credited)
                    Violation.unless(
                            told.containsKey(credited.payment()),
                            "invariant 4: credits for a payment that nobody made",
                            event);
            }
        }
    }

    private void check(Payment begun, List<Telling> tellings) {
        boolean paid = tellings.stream().flatMap(each -> each.facts().stream()).anyMatch(Paid.class::isInstance);
        long credited = posted(begun.id(), true);
        long takenBack = posted(begun.id(), false);
        long credits = chain.stream()
                .flatMap(segment -> segment.events().stream())
                .filter(event ->
                        event instanceof ToppedUp credit && credit.payment().equals(begun.id()))
                .count();
        Violation.unless(credits == (paid ? 1 : 0), "invariant 1: credited " + credits + " times", begun.id());
        long net = paid ? begun.netCents() : 0;
        Violation.unless(credited == Purchases.nanos(net), "invariant 3: credited must be " + net, credited);
        long share = paid ? share(begun, reversed(tellings)) : 0;
        Violation.unless(takenBack == Purchases.nanos(share), "invariant 3: clawed back must be " + share, takenBack);
        boolean placed = chain.stream()
                .flatMap(segment -> segment.placed().stream())
                .anyMatch(each -> each.id().equals(begun.id()));
        Violation.unless(placed, "invariant 1: the key of a top-up is not recorded", begun.id());
        var record = records.find(begun.organisation(), begun.id());
        var holds = record.map(Payment::posted).map(each -> each.creditedCents() - each.clawedBackCents());
        Violation.unless(
                holds.equals(Optional.of(net - share)),
                "invariant 3: the payment record disagrees with the chain",
                holds);
        Violation.unless(
                records.ownerOf("pi_" + begun.id()).isPresent() == paid,
                "invariant 4: the organisation of a payment",
                begun.id());
    }

    private long posted(UniqueId payment, boolean credits) {
        return chain.stream()
                .flatMap(segment -> segment.events().stream())
                .mapToLong(event -> switch (event) {
                    case ToppedUp(var of, var amount) when credits && of.equals(payment) -> amount.nanos();
                    case Refunded(var of, var amount) when !credits && of.equals(payment) -> amount.nanos();
                    default -> 0;
                })
                .sum();
    }

    private static BigDecimal reversed(List<Telling> tellings) {
        var refunds = new HashMap<String, BigDecimal>();
        var failed = new HashSet<String>();
        var disputes = new HashMap<Standing, BigDecimal>();
        for (var telling : tellings) {
            for (var fact : telling.facts()) {
                if (fact instanceof Refund(var id, var cents, var back)) {
                    refunds.put(id, BigDecimal.valueOf(cents));
                    if (back) failed.add(id);
                }
                if (fact instanceof Dispute dispute)
                    disputes.put(dispute.standing(), BigDecimal.valueOf(dispute.cents()));
            }
        }
        var sum = refunds.entrySet().stream()
                .filter(each -> !failed.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (disputes.containsKey(Standing.WON)) return sum;
        return sum.add(disputes.getOrDefault(Standing.LOST, disputes.getOrDefault(Standing.OPEN, BigDecimal.ZERO)));
    }

    private static long share(Payment begun, BigDecimal reversed) {
        var total = BigDecimal.valueOf(begun.totalCents().orElseThrow());
        var net = BigDecimal.valueOf(begun.netCents());
        return reversed.min(total)
                .multiply(net)
                .divide(total, 0, RoundingMode.HALF_UP)
                .min(net)
                .longValueExact();
    }
}
