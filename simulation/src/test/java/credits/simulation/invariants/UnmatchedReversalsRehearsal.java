package credits.simulation.invariants;

import static credits.TestData.NOON;

import credits.local.aws.role.ActingFunction;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Eur;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.UnmatchedReversals;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.simulation.store.InMemoryStore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// Stripe reports two refunds and a dispute several times, with amounts and outcomes that change, before their payment
/// is credited.
public final class UnmatchedReversalsRehearsal {
    private static final String INTENT = "pi_1";
    private static final int MAX_UPDATES = 12;

    private UnmatchedReversalsRehearsal() {}

    /// Rehearses with a seed. Throws [InvariantViolationException] unless every update waits for the payment.
    public static void of(long seed) {
        var random = new SplittableRandom(seed);
        var reversals = new UnmatchedReversals(
                TableRoleCheck.of(new InMemoryStore(SimulationEnvironment.TABLE_NAME)),
                SimulationEnvironment.TABLE_NAME);
        var reported = new HashSet<UnmatchedReversal>();
        for (int i = random.nextInt(1, MAX_UPDATES + 1); i > 0; i--) {
            var reversal = new UnmatchedReversal(INTENT, update(random), "eur");
            reported.add(reversal);
            ActingFunction.run("WebhookFunction", () -> reversals.save(reversal, NOON));
        }

        checkEqual(
                "by payment",
                reported,
                Set.copyOf(ActingFunction.call("CheckoutFunction", () -> reversals.findByPaymentIntent(INTENT))));
        var unreadable = new HashSet<RuntimeException>();
        var ofDay = ActingFunction.call(
                "ReconcileFunction",
                () -> reversals.findByDay(LocalDate.ofInstant(NOON, ZoneOffset.UTC), unreadable::add));
        checkEqual("by day", reported, Set.copyOf(ofDay));
        InvariantViolationException.check(unreadable.isEmpty(), "unmatched reversals: unreadable", unreadable);
    }

    private static PaymentUpdate update(SplittableRandom random) {
        var amount = Eur.ofCents(random.nextInt(1, 4) * 100L);
        if (random.nextInt(3) > 0)
            return new Refund(
                    "re_" + random.nextInt(2),
                    amount,
                    random.nextBoolean() ? RefundStatus.FAILED : RefundStatus.SUCCEEDED);
        var statuses = DisputeStatus.values();
        return new Dispute("du_1", amount, statuses[random.nextInt(statuses.length)]);
    }

    private static void checkEqual(String list, Set<UnmatchedReversal> reported, Set<UnmatchedReversal> found) {
        InvariantViolationException.check(
                found.equals(reported), "unmatched reversals " + list + ": not those that were reported", reported);
    }
}
