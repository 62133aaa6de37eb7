package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// The balance transactions of the account, in cents: what the nightly reconciliation compares with. See
/// https://docs.stripe.com/reports/balance-transaction-types.
final class Transactions {
    // Standard pricing for European cards: 1.5 % and 25 cents.
    private static final int FEE_PER_MILLE = 15;
    private static final int FIXED_FEE = 25;
    private static final int DISPUTE_FEE = 2_000;
    private static final long DAYS_UNTIL_AVAILABLE = Duration.ofDays(2).toSeconds();

    private final Made made;

    Transactions(Made made) {
        this.made = made;
    }

    ObjectNode payment(JsonNode charge, Method method) {
        long amount = charge.path("amount").asLong();
        long fee = Math.round(amount * FEE_PER_MILLE / 1000.0) + FIXED_FEE;
        var type = method.isSepa() ? "payment" : "charge";
        return transaction(charge, type, "charge", amount, fee);
    }

    ObjectNode refund(JsonNode refund, String chargeId) {
        var type = chargeId.startsWith("py_") ? "payment_refund" : "refund";
        return transaction(refund, type, "refund", -refund.path("amount").asLong(), 0);
    }

    ObjectNode refundFailed(JsonNode refund, String chargeId) {
        var type = chargeId.startsWith("py_") ? "payment_failure_refund" : "refund_failure";
        return transaction(refund, type, "refund_failure", refund.path("amount").asLong(), 0);
    }

    ObjectNode withdrawn(JsonNode dispute) {
        return transaction(
                dispute, "adjustment", "dispute", -dispute.path("amount").asLong(), DISPUTE_FEE);
    }

    ObjectNode reinstated(JsonNode dispute) {
        return transaction(
                dispute,
                "adjustment",
                "dispute_reversal",
                dispute.path("amount").asLong(),
                0);
    }

    private ObjectNode transaction(JsonNode source, String type, String category, long amount, long fee) {
        var transaction = made.make("balance_transaction", "txn_");
        transaction.put("amount", amount).put("fee", fee).put("net", amount - fee);
        transaction.put("type", type).put("reporting_category", category);
        transaction.put("available_on", made.now() + DAYS_UNTIL_AVAILABLE).put("status", "pending");
        transaction.set("source", source.path("id"));
        transaction.set("currency", source.path("currency"));
        if (fee > 0)
            transaction
                    .withArray("/fee_details")
                    .addObject()
                    .put("amount", fee)
                    .putNull("application")
                    .put("currency", source.path("currency").asText())
                    .put("description", type.equals("adjustment") ? "Dispute fee" : "Stripe processing fees")
                    .put("type", "stripe_fee");
        return made.store().add(transaction);
    }
}
