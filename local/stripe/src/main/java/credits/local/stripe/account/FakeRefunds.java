package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;

/// Refunds, whole or partial, and refunds that fail afterwards.
public final class FakeRefunds {
    private final ObjectFactory factory;
    private final FakeEvents events;
    private final FakePaymentIntents payments;
    private final FakeBalanceTransactions transactions;

    FakeRefunds(
            ObjectFactory factory,
            FakeEvents events,
            FakePaymentIntents payments,
            FakeBalanceTransactions transactions) {
        this.factory = factory;
        this.events = events;
        this.payments = payments;
        this.transactions = transactions;
    }

    public ObjectNode create(FormParameters form) {
        if (form.has("charge") == form.has("payment_intent"))
            throw FakeStripeException.invalidParameter(
                    "parameter_missing",
                    "charge",
                    "One of the following params should be provided for this request: payment_intent or charge.");
        var charge = form.text("charge")
                .map(id -> factory.store().require("charge", id, 404, "charge"))
                .orElseGet(() -> payments.chargeOf(factory.store()
                        .require("payment_intent", form.requiredText("payment_intent"), 404, "payment_intent")));
        var refund = newRefund(charge, form.number("amount"), "succeeded");
        form.choice("reason", List.of("duplicate", "fraudulent", "requested_by_customer"))
                .ifPresent(reason -> refund.put("reason", reason));
        refund.set("metadata", MetadataParser.parse(form));
        return publishCreated(refund, charge);
    }

    /// Refunds `cents`, or the whole remaining amount; a pending refund stays pending until
    /// [#succeed] or [#fail].
    public ObjectNode create(String paymentIntentId, OptionalLong cents, boolean isPending) {
        var charge = payments.chargeOf(payments.get(paymentIntentId));
        return publishCreated(newRefund(charge, cents, isPending ? "pending" : "succeeded"), charge);
    }

    public ObjectNode get(String id) {
        return factory.store().require("refund", id, 404, "id");
    }

    /// A pending refund reaches the buyer.
    public void succeed(String id) {
        var refund = get(id);
        if (!refund.path("status").asText().equals("pending")) return;
        var before = refund.deepCopy();
        refund.put("status", "succeeded");
        publishUpdate(refund, before);
    }

    /// The buyer's bank returns the money, perhaps weeks after the refund succeeded: it belongs to the seller again.
    public void fail(String id) {
        var refund = get(id);
        if (refund.path("status").asText().equals("failed")) return;
        var before = refund.deepCopy();
        var charge = factory.store().require("charge", refund.path("charge").asText(), 404, "charge");
        refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
        refund.set(
                "failure_balance_transaction",
                transactions
                        .recordFailedRefund(refund, charge.path("id").asText())
                        .path("id"));
        addRefunded(charge, -refund.path("amount").asLong());
        events.publish("refund.failed", refund);
        publishUpdate(refund, before);
    }

    private void publishUpdate(ObjectNode refund, ObjectNode before) {
        var previous = PreviousAttributes.between(before, refund);
        events.publish("refund.updated", refund, previous);
        events.publish("charge.refund.updated", refund, previous);
    }

    private ObjectNode newRefund(ObjectNode charge, OptionalLong cents, String status) {
        long refundableCents =
                charge.path("amount").asLong() - charge.path("amount_refunded").asLong();
        requireRefundable(charge, cents, refundableCents);
        var refund = factory.create("refund", charge.path("id").asText().startsWith("py_") ? "pyr_" : "re_");
        refund.put("amount", cents.orElse(refundableCents)).put("status", status);
        refund.set("charge", charge.path("id"));
        for (var name : List.of("currency", "payment_intent", "customer", "payment_method"))
            refund.set(name, charge.path(name));
        return refund;
    }

    private static void requireRefundable(JsonNode charge, OptionalLong cents, long refundableCents) {
        var id = charge.path("id").asText();
        if (!charge.path("paid").asBoolean())
            throw FakeStripeException.invalidParameter(
                    "", "charge", "Charge " + id + " has not been paid and cannot be refunded.");
        if (charge.path("disputed").asBoolean())
            throw FakeStripeException.invalidParameter(
                    "charge_disputed", "charge", "Charge " + id + " has been charged back; cannot issue a refund.");
        if (refundableCents == 0)
            throw FakeStripeException.invalidParameter(
                    "charge_already_refunded", "", "Charge " + id + " has already been refunded.");
        if (cents.orElse(refundableCents) < 1)
            throw FakeStripeException.invalidParameter(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        if (cents.orElse(refundableCents) > refundableCents)
            throw FakeStripeException.invalidParameter(
                    "",
                    "amount",
                    "Refund amount (" + cents.orElse(refundableCents)
                            + ") is greater than unrefunded amount on charge (" + refundableCents + ")");
    }

    private ObjectNode publishCreated(ObjectNode refund, ObjectNode charge) {
        refund.set(
                "balance_transaction",
                transactions.recordRefund(refund, charge.path("id").asText()).path("id"));
        var _ = factory.store().add(refund);
        var before = charge.deepCopy();
        addRefunded(charge, refund.path("amount").asLong());
        events.publish("refund.created", refund);
        events.publish("charge.refunded", charge, PreviousAttributes.between(before, charge));
        return refund;
    }

    private static void addRefunded(ObjectNode charge, long cents) {
        long refunded = charge.path("amount_refunded").asLong() + cents;
        charge.put("amount_refunded", refunded)
                .put("refunded", refunded == charge.path("amount").asLong());
    }
}
