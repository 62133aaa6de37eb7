package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Charges, the individual payment attempts: `ch_…` by card, `py_…` by SEPA debit.
final class FakeCharges {
    private final ObjectFactory factory;

    FakeCharges(ObjectFactory factory) {
        this.factory = factory;
    }

    ObjectNode create(JsonNode intent, JsonNode details, TestPaymentMethod method) {
        var charge = factory.create("charge", method.isSepa() ? "py_" : "ch_");
        for (var name : List.of("amount", "currency", "customer", "description", "payment_method"))
            charge.set(name, intent.path(name));
        charge.set("metadata", intent.path("metadata").deepCopy());
        charge.set("payment_intent", intent.path("id"));
        charge.set("billing_details", CheckoutBuyer.billingDetails(details));
        charge.set("payment_method_details", method.isSepa() ? sepaDetails() : cardDetails(method));
        charge.put("status", "pending");
        return factory.store().add(charge);
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
        return ObjectTemplates.object()
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

    private ObjectNode cardDetails(TestPaymentMethod method) {
        var details = ObjectTemplates.object().put("type", "card");
        details.putObject("card")
                .put("brand", "visa")
                .put("country", "IT")
                .put("exp_month", 12)
                .put("exp_year", 2030)
                .put("fingerprint", factory.ids().next(""))
                .put("funding", "credit")
                .put("last4", method == TestPaymentMethod.CARD ? "4242" : "0002")
                .put("network", "visa");
        return details;
    }

    private ObjectNode sepaDetails() {
        var details = ObjectTemplates.object().put("type", "sepa_debit");
        details.putObject("sepa_debit")
                .put("bank_code", "37040044")
                .putNull("branch_code")
                .put("country", "DE")
                .put("fingerprint", factory.ids().next(""))
                .put("last4", "3000")
                .put("mandate", factory.ids().next("mandate_"));
        return details;
    }
}
