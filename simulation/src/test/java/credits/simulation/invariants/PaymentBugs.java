package credits.simulation.invariants;

import java.util.List;

/// Bugs of payments, refunds and disputes, and of how they become credits.
final class PaymentBugs {
    private static final String COMMIT_WITH_RECORD =
            "return ledger.commit(updated.organisation(), toCommand(pending, updated.id(), now), alsoWrite)\n                .isPresent();";
    private static final String COMMIT_ALONE =
            "ledger.commit(updated.organisation(), toCommand(pending, updated.id(), now), List.of());";

    private PaymentBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                Mutant.of(
                        "a payment credited first and marked afterwards",
                        "payment/store/PaymentLedger.java",
                        COMMIT_WITH_RECORD,
                        "var _ = " + COMMIT_ALONE
                                + "\n        return store.replace(before, updated.withPosted(pending));"),
                // Helicone, August 2025: the mark was looked up, but never written.
                Mutant.of(
                        "a payment whose credit is looked for in its record and never noted there",
                        "payment/Payment.java",
                        "return copyWith(vat, checkoutSession, buyer, reason, state, newPosted);",
                        "return copyWith(vat, checkoutSession, buyer, reason, state, postedAmounts);"),
                Mutant.of(
                        "a payment marked first and credited afterwards",
                        "payment/store/PaymentLedger.java",
                        COMMIT_WITH_RECORD,
                        "if (!store.replace(before, updated.withPosted(pending))) return false;\n        var _ = "
                                + COMMIT_ALONE + "\n        return true;"),
                Mutant.of(
                        "all reversals clawed back again with each refund",
                        "payment/Payment.java",
                        "new PendingPosting.Clawback(target.clawedBack().minus(postedAmounts.clawedBack()))",
                        "new PendingPosting.Clawback(target.clawedBack())"),
                Mutant.of(
                        "of several refunds the last alone",
                        "payment/PaymentState.java",
                        "var more = new TreeMap<>(refunds);",
                        "var more = new TreeMap<String, Refund>();"),
                Mutant.of(
                        "a refund that failed taken for one that did not",
                        "payment/PaymentState.java",
                        "one.status().compareTo(other.status()) >= 0 ?",
                        "one.status().compareTo(other.status()) < 0 ?"),
                Mutant.of(
                        "a dispute that was won taken for a lost one",
                        "payment/PaymentUpdate.java",
                        "return this == OPEN || isLost();",
                        "return this != INQUIRY;"),
                Mutant.of(
                        "a dispute that was won and then lost taken for a won one",
                        "payment/PaymentUpdate.java",
                        "return this == LOST || this == OVERTURNED;",
                        "return this == LOST;"),
                Mutant.of(
                        "the VAT clawed back as credits too",
                        "payment/PostedAmounts.java",
                        "Eur.min(net, netShare)",
                        "Eur.min(net, state.reversed())"),
                Mutant.of(
                        "a record written over what others wrote meanwhile",
                        "payment/Payment.java",
                        "newPosted,\n                version + 1,",
                        "newPosted,\n                version,"),
                Mutant.of(
                                "a second report of an unmatched refund replaces the first",
                                "payment/store/UnmatchedReversals.java",
                                "case Refund refund -> refund.id() + \"#\" + refund.amount().toCents() + \"#\" + refund.status();",
                                "case Refund refund -> refund.id();")
                        .in(UnmatchedReversalsRehearsal.class));
    }
}
