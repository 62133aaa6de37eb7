package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Disputes: the bank withdraws the money at once and may reinstate it later. An inquiry (`warning_…`) withdraws
/// nothing. See https://docs.stripe.com/disputes/how-disputes-work.
public final class FakeDisputes {
    private static final Duration RESPONSE_PERIOD = Duration.ofDays(7);

    private final ObjectFactory factory;
    private final FakeEvents events;
    private final FakePaymentIntents payments;
    private final FakeBalanceTransactions transactions;

    FakeDisputes(
            ObjectFactory factory,
            FakeEvents events,
            FakePaymentIntents payments,
            FakeBalanceTransactions transactions) {
        this.factory = factory;
        this.events = events;
        this.payments = payments;
        this.transactions = transactions;
    }

    /// Opens a dispute of `cents`, or of the whole payment.
    public ObjectNode open(String paymentIntentId, OptionalLong cents, boolean isInquiry) {
        var charge = payments.chargeOf(payments.get(paymentIntentId));
        if (!charge.path("paid").asBoolean() || charge.path("disputed").asBoolean())
            throw FakeStripeException.invalidParameter(
                    "", "charge", "Only a paid charge without a dispute can be disputed.");
        var dispute = factory.create("dispute", charge.path("id").asText().startsWith("py_") ? "pdp_" : "du_");
        dispute.put("amount", cents.orElse(charge.path("amount").asLong()));
        dispute.set("charge", charge.path("id"));
        for (var name : List.of("currency", "payment_intent")) dispute.set(name, charge.path(name));
        dispute.put("status", isInquiry ? "warning_needs_response" : "needs_response");
        dispute.put("is_charge_refundable", isInquiry);
        dispute.withObject("/evidence_details").put("due_by", factory.epochSeconds() + RESPONSE_PERIOD.toSeconds());
        var _ = factory.store().add(dispute);
        charge.put("disputed", !isInquiry);
        if (!isInquiry) dispute.withArray("/balance_transactions").add(transactions.recordDisputeWithdrawal(dispute));
        events.publish("charge.dispute.created", dispute);
        if (!isInquiry) events.publish("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    public ObjectNode get(String id) {
        return factory.store().require("dispute", id, 404, "dispute");
    }

    /// Submits evidence to the bank, which reviews it.
    public ObjectNode update(String id, FormParameters form) {
        var dispute = get(id);
        if (!isOpen(dispute)) throw FakeStripeException.invalidParameter("", "", "This dispute is already closed");
        var before = dispute.deepCopy();
        dispute.withObject("/metadata").setAll(MetadataParser.parse(form));
        dispute.withObject("/evidence").setAll(ObjectTemplates.object(form.entries("evidence")));
        dispute.withObject("/evidence_details")
                .put("has_evidence", !dispute.path("evidence").isEmpty());
        if (form.isTrue("submit")) submitEvidence(dispute);
        events.publish("charge.dispute.updated", dispute, PreviousAttributes.between(before, dispute));
        return dispute;
    }

    /// The bank decides for the seller: the money is reinstated.
    public void win(String id) {
        var dispute = get(id);
        if (!isOpen(dispute)) return;
        boolean isInquiry = isInquiry(dispute);
        close(dispute, isInquiry ? "warning_closed" : "won");
        if (isInquiry) return;
        dispute.withArray("/balance_transactions").add(transactions.recordDisputeReversal(dispute));
        events.publish("charge.dispute.funds_reinstated", dispute);
    }

    /// The bank decides for the buyer, or the seller accepts the dispute.
    public ObjectNode lose(String id) {
        var dispute = get(id);
        if (!isOpen(dispute)) throw FakeStripeException.invalidParameter("", "", "This dispute is already closed");
        close(dispute, isInquiry(dispute) ? "warning_closed" : "lost");
        return dispute;
    }

    /// The bank decides for the buyer after all, and takes the reinstated money again.
    public void overturn(String id) {
        var dispute = get(id);
        if (!dispute.path("status").asText().equals("won")) return;
        close(dispute, "lost");
        dispute.withArray("/balance_transactions").add(transactions.recordDisputeWithdrawal(dispute));
        events.publish("charge.dispute.funds_withdrawn", dispute);
    }

    private void close(ObjectNode dispute, String status) {
        var before = dispute.deepCopy();
        dispute.put("status", status);
        if (!status.equals("lost")) chargeOf(dispute).put("disputed", !status.equals("warning_closed"));
        events.publish("charge.dispute.closed", dispute, PreviousAttributes.between(before, dispute));
    }

    private ObjectNode chargeOf(JsonNode dispute) {
        return factory.store().require("charge", dispute.path("charge").asText(), 404, "charge");
    }

    private static void submitEvidence(ObjectNode dispute) {
        dispute.put("status", isInquiry(dispute) ? "warning_under_review" : "under_review");
        var details = dispute.withObject("/evidence_details");
        details.put("submission_count", details.path("submission_count").asLong() + 1);
    }

    private static boolean isInquiry(JsonNode dispute) {
        return dispute.path("status").asText().startsWith("warning");
    }

    private static boolean isOpen(JsonNode dispute) {
        return dispute.path("status").asText().matches("(warning_)?(needs_response|under_review)");
    }
}
