package credits.simulation.laws;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.simulation.Chooser;
import credits.topup.Fact;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Reached;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import credits.topup.Payment;
import credits.topup.Stage;
import credits.topup.Vat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Generates the top-ups of a workload and Stripe's notifications about them: paid, refunded in parts, failed refunds,
/// disputes won and lost; in any order, one or several at a time, repeatedly.
final class Purchases {
    private static final int MOST_OPEN = 3;
    private static final int CENT_NANOS = 10_000_000;

    private final Chooser chooser;
    private final Map<OrganisationId, List<Payment>> begun = new HashMap<>();
    private int made;

    Purchases(Chooser chooser) {
        this.chooser = chooser;
    }

    Telling next(OrganisationId organisation, Instant now) {
        var known = begun.computeIfAbsent(organisation, _ -> new ArrayList<>());
        if (known.size() < MOST_OPEN || chooser.chance(0.1)) known.add(begin(organisation, now));
        var payment = chooser.among(known);
        var facts = new ArrayList<Fact>();
        for (int left = chooser.below(3); left > 0; left--) facts.add(fact(payment));
        return new Telling(payment, facts, now);
    }

    private Payment begin(OrganisationId organisation, Instant now) {
        long netCents = 1L + chooser.below(40);
        var vat = new Vat.Decided(Vat.Treatment.STANDARD, 2_200, (netCents * 22 + 50) / 100);
        return Payment.begun(
                organisation,
                new UniqueId((now.toEpochMilli() << 16) + 0x7000, ++made),
                new MemberId("usr_giulia"),
                now,
                now.plus(Duration.ofHours(2)),
                netCents,
                vat,
                Optional.empty(),
                "seal");
    }

    private Fact fact(Payment payment) {
        long total = payment.totalCents().orElseThrow();
        int what = chooser.below(12);
        if (what < 5) return new Paid("pi_" + payment.id(), total, payment.createdAt());
        if (what < 9) {
            int refund = chooser.below(3);
            // Each refund has its own amount; together they may exceed the payment.
            return new Refund("re_" + refund, 1 + (total * (refund + 1)) / 5, chooser.chance(0.2));
        }
        if (what < 11) return new Dispute("dp_1", 1 + total / 2, chooser.among(List.of(Standing.values())));
        return new Reached(chooser.among(List.of(Stage.OPEN, Stage.PROCESSING, Stage.EXPIRED, Stage.FAILED)));
    }

    static List<Telling> both(List<Telling> some, List<Telling> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /// Converts cents to nano-euro.
    static long nanos(long cents) {
        return cents * CENT_NANOS;
    }
}
