package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Disputes: the bank withdraws the money at once and may reinstate it later. An inquiry (`warning_…`) withdraws
/// nothing. See https://docs.stripe.com/disputes/how-disputes-work.
public final class Disputes {
    private static final Duration TIME_TO_ANSWER = Duration.ofDays(7);

    private final Made made;
    private final Events events;
    private final Payments payments;
    private final Transactions transactions;

    Disputes(Made made, Events events, Payments payments, Transactions transactions) {
        this.made = made;
        this.events = events;
        this.payments = payments;
        this.transactions = transactions;
    }

    /// Opens a dispute of `cents`, or of the whole payment.
    public ObjectNode open(String intent, OptionalLong cents, boolean inquiry) {
        var charge = payments.chargeOf(payments.get(intent));
        if (!charge.path("paid").asBoolean() || charge.path("disputed").asBoolean())
            throw Refusal.invalid("", "charge", "Only a paid charge without a dispute can be disputed.");
        var dispute = made.make("dispute", charge.path("id").asText().startsWith("py_") ? "pdp_" : "du_");
        dispute.put("amount", cents.orElse(charge.path("amount").asLong()));
        dispute.set("charge", charge.path("id"));
        for (var name : List.of("currency", "payment_intent")) dispute.set(name, charge.path(name));
        dispute.put("status", inquiry ? "warning_needs_response" : "needs_response");
        dispute.put("is_charge_refundable", inquiry);
        dispute.withObject("/evidence_details").put("due_by", made.now() + TIME_TO_ANSWER.toSeconds());
        var _ = made.store().add(dispute);
        charge.put("disputed", !inquiry);
        if (!inquiry) dispute.withArray("/balance_transactions").add(transactions.withdrawn(dispute));
        events.tell("charge.dispute.created", dispute);
        if (!inquiry) events.tell("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    public ObjectNode get(String id) {
        return made.store().get("dispute", id, 404, "dispute");
    }

    /// Submits evidence to the bank, which reviews it.
    public ObjectNode answer(String id, Form form) {
        var dispute = get(id);
        if (!isOpen(dispute)) throw Refusal.invalid("", "", "This dispute is already closed");
        var before = dispute.deepCopy();
        dispute.withObject("/metadata").setAll(Metadata.of(form));
        dispute.withObject("/evidence").setAll(Shapes.object(form.entries("evidence")));
        dispute.withObject("/evidence_details")
                .put("has_evidence", !dispute.path("evidence").isEmpty());
        if (form.truth("submit")) submit(dispute);
        events.tell("charge.dispute.updated", dispute, Changes.between(before, dispute));
        return dispute;
    }

    /// The bank decides for the seller: the money is reinstated.
    public void win(String id) {
        var dispute = get(id);
        if (!isOpen(dispute)) return;
        boolean inquiry = isInquiry(dispute);
        close(dispute, inquiry ? "warning_closed" : "won");
        if (inquiry) return;
        dispute.withArray("/balance_transactions").add(transactions.reinstated(dispute));
        events.tell("charge.dispute.funds_reinstated", dispute);
    }

    /// The bank decides for the buyer, or the seller accepts the dispute.
    public ObjectNode lose(String id) {
        var dispute = get(id);
        if (!isOpen(dispute)) throw Refusal.invalid("", "", "This dispute is already closed");
        close(dispute, isInquiry(dispute) ? "warning_closed" : "lost");
        return dispute;
    }

    private void close(ObjectNode dispute, String status) {
        var before = dispute.deepCopy();
        dispute.put("status", status);
        if (!status.equals("lost")) chargeOf(dispute).put("disputed", !status.equals("warning_closed"));
        events.tell("charge.dispute.closed", dispute, Changes.between(before, dispute));
    }

    private ObjectNode chargeOf(JsonNode dispute) {
        return made.store().get("charge", dispute.path("charge").asText(), 404, "charge");
    }

    private static void submit(ObjectNode dispute) {
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
