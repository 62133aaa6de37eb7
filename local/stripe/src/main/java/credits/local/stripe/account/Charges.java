package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Charges, the individual payment attempts: `ch_…` by card, `py_…` by SEPA debit.
final class Charges {
    private final Made made;

    Charges(Made made) {
        this.made = made;
    }

    ObjectNode start(JsonNode intent, JsonNode details, Method method) {
        var charge = made.make("charge", method.isSepa() ? "py_" : "ch_");
        for (var name : List.of("amount", "currency", "customer", "description", "payment_method"))
            charge.set(name, intent.path(name));
        charge.set("metadata", intent.path("metadata").deepCopy());
        charge.set("payment_intent", intent.path("id"));
        charge.set("billing_details", Buyer.billing(details));
        charge.set("payment_method_details", method.isSepa() ? sepa() : card(method));
        charge.put("status", "pending");
        return made.store().add(charge);
    }

    void succeed(ObjectNode charge) {
        charge.put("status", "succeeded").put("paid", true).put("captured", true);
        charge.set("amount_captured", charge.path("amount"));
        charge.set("outcome", outcome("approved_by_network", "authorized", "Payment complete."));
    }

    void fail(ObjectNode charge, String code, String message) {
        charge.put("status", "failed").put("paid", false);
        charge.put("failure_code", code).put("failure_message", message);
        charge.set("outcome", outcome("declined_by_network", "issuer_declined", message));
    }

    private static ObjectNode outcome(String status, String type, String message) {
        return Shapes.object()
                .putNull("advice_code")
                .putNull("network_advice_code")
                .putNull("network_decline_code")
                .put("network_status", status)
                .putNull("reason")
                .put("risk_level", "normal")
                .put("risk_score", 21)
                .put("seller_message", message)
                .put("type", type);
    }

    private ObjectNode card(Method method) {
        var details = Shapes.object().put("type", "card");
        details.putObject("card")
                .put("brand", "visa")
                .put("country", "IT")
                .put("exp_month", 12)
                .put("exp_year", 2030)
                .put("fingerprint", made.ids().next(""))
                .put("funding", "credit")
                .put("last4", method == Method.CARD ? "4242" : "0002")
                .put("network", "visa");
        return details;
    }

    private ObjectNode sepa() {
        var details = Shapes.object().put("type", "sepa_debit");
        details.putObject("sepa_debit")
                .put("bank_code", "37040044")
                .putNull("branch_code")
                .put("country", "DE")
                .put("fingerprint", made.ids().next(""))
                .put("last4", "3000")
                .put("mandate", made.ids().next("mandate_"));
        return details;
    }
}
