package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;

/// Refunds, whole or partial, and refunds that fail afterwards.
public final class Refunds {
    private final Made made;
    private final Events events;
    private final Payments payments;
    private final Transactions transactions;

    Refunds(Made made, Events events, Payments payments, Transactions transactions) {
        this.made = made;
        this.events = events;
        this.payments = payments;
        this.transactions = transactions;
    }

    public ObjectNode create(Form form) {
        if (form.has("charge") == form.has("payment_intent"))
            throw Refusal.invalid(
                    "parameter_missing",
                    "charge",
                    "One of the following params should be provided for this request: payment_intent or charge.");
        var charge = form.text("charge")
                .map(id -> made.store().get("charge", id, 404, "charge"))
                .orElseGet(() -> payments.chargeOf(
                        made.store().get("payment_intent", form.required("payment_intent"), 404, "payment_intent")));
        var refund = refund(charge, form.number("amount"), "succeeded");
        form.choice("reason", List.of("duplicate", "fraudulent", "requested_by_customer"))
                .ifPresent(reason -> refund.put("reason", reason));
        refund.set("metadata", Metadata.of(form));
        return tell(refund, charge);
    }

    /// Refunds `cents`, or the whole remaining amount; a pending refund stays pending until
    /// [#succeed] or [#fail].
    public ObjectNode create(String intent, OptionalLong cents, boolean pending) {
        var charge = payments.chargeOf(payments.get(intent));
        return tell(refund(charge, cents, pending ? "pending" : "succeeded"), charge);
    }

    public ObjectNode get(String id) {
        return made.store().get("refund", id, 404, "id");
    }

    /// A pending refund reaches the buyer.
    public void succeed(String id) {
        var refund = get(id);
        if (!refund.path("status").asText().equals("pending")) return;
        var before = refund.deepCopy();
        refund.put("status", "succeeded");
        updated(refund, before);
    }

    /// The buyer's bank returns the money, perhaps weeks after the refund succeeded: it belongs to the seller again.
    public void fail(String id) {
        var refund = get(id);
        if (refund.path("status").asText().equals("failed")) return;
        var before = refund.deepCopy();
        var charge = made.store().get("charge", refund.path("charge").asText(), 404, "charge");
        refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
        refund.set(
                "failure_balance_transaction",
                transactions.refundFailed(refund, charge.path("id").asText()).path("id"));
        add(charge, -refund.path("amount").asLong());
        events.tell("refund.failed", refund);
        updated(refund, before);
    }

    private void updated(ObjectNode refund, ObjectNode before) {
        var changes = Changes.between(before, refund);
        events.tell("refund.updated", refund, changes);
        events.tell("charge.refund.updated", refund, changes);
    }

    private ObjectNode refund(ObjectNode charge, OptionalLong cents, String status) {
        long left =
                charge.path("amount").asLong() - charge.path("amount_refunded").asLong();
        check(charge, cents, left);
        var refund = made.make("refund", charge.path("id").asText().startsWith("py_") ? "pyr_" : "re_");
        refund.put("amount", cents.orElse(left)).put("status", status);
        refund.set("charge", charge.path("id"));
        for (var name : List.of("currency", "payment_intent", "customer", "payment_method"))
            refund.set(name, charge.path(name));
        return refund;
    }

    private static void check(JsonNode charge, OptionalLong cents, long left) {
        var id = charge.path("id").asText();
        if (!charge.path("paid").asBoolean())
            throw Refusal.invalid("", "charge", "Charge " + id + " has not been paid and cannot be refunded.");
        if (charge.path("disputed").asBoolean())
            throw Refusal.invalid(
                    "charge_disputed", "charge", "Charge " + id + " has been charged back; cannot issue a refund.");
        if (left == 0)
            throw Refusal.invalid("charge_already_refunded", "", "Charge " + id + " has already been refunded.");
        if (cents.orElse(left) < 1)
            throw Refusal.invalid(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        if (cents.orElse(left) > left)
            throw Refusal.invalid(
                    "",
                    "amount",
                    "Refund amount (" + cents.orElse(left) + ") is greater than unrefunded amount on charge (" + left
                            + ")");
    }

    private ObjectNode tell(ObjectNode refund, ObjectNode charge) {
        refund.set(
                "balance_transaction",
                transactions.refund(refund, charge.path("id").asText()).path("id"));
        var _ = made.store().add(refund);
        var before = charge.deepCopy();
        add(charge, refund.path("amount").asLong());
        events.tell("refund.created", refund);
        events.tell("charge.refunded", charge, Changes.between(before, charge));
        return refund;
    }

    private static void add(ObjectNode charge, long cents) {
        long refunded = charge.path("amount_refunded").asLong() + cents;
        charge.put("amount_refunded", refunded)
                .put("refunded", refunded == charge.path("amount").asLong());
    }
}
