package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// The balance transactions of the account, in cents: what the nightly reconciliation compares with. See
/// https://docs.stripe.com/reports/balance-transaction-types.
final class FakeBalanceTransactions {
    // Standard pricing for European cards: 1.5 % and 25 cents.
    private static final int FEE_PER_MILLE = 15;
    private static final int FIXED_FEE_CENTS = 25;
    private static final int DISPUTE_FEE_CENTS = 2_000;
    private static final long SECONDS_UNTIL_AVAILABLE = Duration.ofDays(2).toSeconds();

    private final ObjectFactory factory;

    FakeBalanceTransactions(ObjectFactory factory) {
        this.factory = factory;
    }

    ObjectNode recordPayment(JsonNode charge, TestPaymentMethod method) {
        long amount = charge.path("amount").asLong();
        long fee = Math.round(amount * FEE_PER_MILLE / 1000.0) + FIXED_FEE_CENTS;
        var type = method.isSepa() ? "payment" : "charge";
        return record(charge, type, "charge", amount, fee);
    }

    ObjectNode recordRefund(JsonNode refund, String chargeId) {
        var type = chargeId.startsWith("py_") ? "payment_refund" : "refund";
        return record(refund, type, "refund", -refund.path("amount").asLong(), 0);
    }

    ObjectNode recordFailedRefund(JsonNode refund, String chargeId) {
        var type = chargeId.startsWith("py_") ? "payment_failure_refund" : "refund_failure";
        return record(refund, type, "refund_failure", refund.path("amount").asLong(), 0);
    }

    ObjectNode recordDisputeWithdrawal(JsonNode dispute) {
        return record(dispute, "adjustment", "dispute", -dispute.path("amount").asLong(), DISPUTE_FEE_CENTS);
    }

    ObjectNode recordDisputeReversal(JsonNode dispute) {
        return record(
                dispute,
                "adjustment",
                "dispute_reversal",
                dispute.path("amount").asLong(),
                0);
    }

    private ObjectNode record(JsonNode source, String type, String category, long amount, long fee) {
        var transaction = factory.create("balance_transaction", "txn_");
        transaction.put("amount", amount).put("fee", fee).put("net", amount - fee);
        transaction.put("type", type).put("reporting_category", category);
        transaction
                .put("available_on", factory.epochSeconds() + SECONDS_UNTIL_AVAILABLE)
                .put("status", "pending");
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
        return factory.store().add(transaction);
    }
}
