package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Creates checkout sessions from request parameters, validated as by Stripe. See
/// https://docs.stripe.com/api/checkout/sessions/create.
final class SessionFactory {
    private static final List<String> TEXT_PARAMETERS =
            List.of("client_reference_id", "customer_email", "locale", "origin_context", "integration_identifier");
    private static final int MAX_REFERENCE_LENGTH = 200;
    // See https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.
    private static final int MIN_CENTS = 50;
    private static final int MAX_CENTS = 99_999_999;

    // How long a session may stay open.
    private static final Duration MIN_LIFETIME = Duration.ofMinutes(30);
    private static final Duration MAX_LIFETIME = Duration.ofHours(24);

    private final Map<String, PaymentIntentData> paymentIntentData = new HashMap<>();
    private final ObjectFactory factory;
    private final String pagesAddress;

    /// The data for the payment intent, and the parts of the customer that may be updated.
    record PaymentIntentData(ObjectNode metadata, String description, JsonNode customerUpdate) {}

    /// @param pagesAddress the base address of the checkout pages
    SessionFactory(ObjectFactory factory, String pagesAddress) {
        this.factory = factory;
        this.pagesAddress = pagesAddress;
    }

    ObjectNode create(FormParameters form) {
        if (!form.requiredText("mode").equals("payment"))
            throw FakeStripeException.invalidParameter("", "mode", "The fake supports mode payment only.");
        var session = factory.create("checkout.session", "cs_test_");
        session.put("id", factory.ids().nextSessionId());
        setUrls(session, form);
        setCustomer(session, form);
        setExpiry(session, form);
        for (var name : TEXT_PARAMETERS) form.text(name).ifPresent(text -> session.put(name, text));
        if (session.path("client_reference_id").asText().length() > MAX_REFERENCE_LENGTH)
            throw FakeStripeException.invalidParameter(
                    "", "client_reference_id", "client_reference_id must be at most 200 characters.");
        session.set("metadata", MetadataParser.parse(form));
        setPageOptions(session, form);
        setPaymentMethodTypes(session, form);
        setTaxOptions(session, form);
        return session;
    }

    /// Rejects an amount below the minimum of card networks. Zero is allowed.
    void requireChargeableAmount(JsonNode session) {
        long cents = session.path("amount_total").asLong();
        if (cents > 0 && cents < MIN_CENTS)
            throw FakeStripeException.invalidParameter(
                    "amount_too_small", "", "The Checkout Session's total amount must convert to at least 50 cents.");
        if (cents > MAX_CENTS)
            throw FakeStripeException.invalidParameter(
                    "amount_too_large", "", "The Checkout Session's total amount must be no more than €999,999.99.");
    }

    private void setUrls(ObjectNode session, FormParameters form) {
        session.put("success_url", requireUrl("success_url", form.requiredText("success_url")));
        form.text("cancel_url").ifPresent(text -> session.put("cancel_url", requireUrl("cancel_url", text)));
        var _ = form.choice("ui_mode", List.of("hosted_page"));
        session.put("url", pagesAddress + "/c/pay/" + session.path("id").asText());
    }

    private static String requireUrl(String name, String text) {
        try {
            var url = URI.create(text.replace("{CHECKOUT_SESSION_ID}", "id"));
            if (url.getHost() != null && url.getScheme().matches("https?")) return text;
        } catch (IllegalArgumentException invalid) {
            // Rejected below, as any other text that is not a URL.
        }
        throw FakeStripeException.invalidParameter("url_invalid", name, "Not a valid URL");
    }

    private void setCustomer(ObjectNode session, FormParameters form) {
        var customer = form.text("customer");
        if (customer.isPresent() && form.has("customer_email"))
            throw FakeStripeException.invalidParameter(
                    "", "customer", "You may only specify one of these parameters: customer, customer_email.");
        if (customer.isPresent() && form.has("customer_creation"))
            throw FakeStripeException.invalidParameter(
                    "", "customer_creation", "`customer_creation` cannot be used with `customer`.");
        if (customer.isEmpty() && form.has("customer_update"))
            throw FakeStripeException.invalidParameter(
                    "", "customer_update", "`customer_update` can only be used with `customer`.");
        customer.ifPresent(id -> session.put(
                "customer",
                factory.store()
                        .require("customer", id, 400, "customer")
                        .path("id")
                        .asText()));
        if (customer.isEmpty())
            session.put(
                    "customer_creation",
                    form.choice("customer_creation", List.of("always", "if_required"))
                            .orElse("if_required"));
        var payment = form.nested("payment_intent_data");
        paymentIntentData.put(
                session.path("id").asText(),
                new PaymentIntentData(
                        MetadataParser.parse(payment),
                        payment.text("description").orElse(""),
                        ObjectTemplates.object(form.entries("customer_update"))));
    }

    PaymentIntentData paymentIntentDataOf(String sessionId) {
        return paymentIntentData.getOrDefault(
                sessionId, new PaymentIntentData(ObjectTemplates.object(), "", ObjectTemplates.object()));
    }

    private void setExpiry(ObjectNode session, FormParameters form) {
        long now = factory.epochSeconds();
        long expires = form.number("expires_at").orElse(now + MAX_LIFETIME.toSeconds());
        if (expires < now + MIN_LIFETIME.toSeconds())
            throw FakeStripeException.invalidParameter(
                    "",
                    "expires_at",
                    "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
        if (expires > now + MAX_LIFETIME.toSeconds())
            throw FakeStripeException.invalidParameter(
                    "",
                    "expires_at",
                    "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
        session.put("expires_at", expires);
    }

    private static void setPageOptions(ObjectNode session, FormParameters form) {
        form.choice("submit_type", List.of("auto", "book", "donate", "pay", "subscribe"))
                .ifPresent(text -> session.put("submit_type", text));
        form.choice("billing_address_collection", List.of("auto", "required"))
                .ifPresent(text -> session.put("billing_address_collection", text));
        if (form.has("allow_promotion_codes"))
            session.put("allow_promotion_codes", form.isTrue("allow_promotion_codes"));
        if (form.has("adaptive_pricing"))
            session.withObject("/adaptive_pricing")
                    .put("enabled", form.nested("adaptive_pricing").isTrue("enabled"));
        form.nested("payment_method_options")
                .nested("card")
                .choice("request_three_d_secure", List.of("any", "automatic", "challenge"))
                .ifPresent(text ->
                        session.withObject("/payment_method_options/card").put("request_three_d_secure", text));
        if (form.nested("invoice_creation").isTrue("enabled"))
            throw FakeStripeException.invalidParameter("", "invoice_creation", "The fake does not support invoices.");
        session.withObject("/phone_number_collection")
                .put("enabled", form.nested("phone_number_collection").isTrue("enabled"));
    }

    private static void setPaymentMethodTypes(ObjectNode session, FormParameters form) {
        var methods = form.texts("payment_method_types");
        for (var method : methods) {
            if (!List.of("card", "sepa_debit").contains(method))
                throw FakeStripeException.invalidParameter(
                        "", "payment_method_types", "The fake supports card and sepa_debit only.");
        }
        session.set(
                "payment_method_types",
                ObjectTemplates.textArray(methods.isEmpty() ? List.of("card", "sepa_debit") : methods));
    }

    private void setTaxOptions(ObjectNode session, FormParameters form) {
        var collection = form.nested("tax_id_collection");
        if (form.has("tax_id_collection"))
            session.putObject("tax_id_collection")
                    .put("enabled", collection.isTrue("enabled"))
                    .put(
                            "required",
                            collection
                                    .choice("required", List.of("if_supported", "never"))
                                    .orElse("never"));
        if (collection.isTrue("enabled")
                && form.has("customer")
                && !form.entries("customer_update").containsKey("name"))
            throw FakeStripeException.invalidParameter(
                    "",
                    "tax_id_collection[enabled]",
                    "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.");
        if (!form.nested("automatic_tax").isTrue("enabled")) return;
        var automatic = session.putObject("automatic_tax").put("enabled", true);
        automatic.putObject("liability").put("type", "self");
        automatic.put("provider", "stripe").put("status", "requires_location_inputs");
        if (isMissingTaxLocation(session)
                && !form.nested("customer_update").text("address").orElse("").equals("auto"))
            throw FakeStripeException.invalidParameter(
                    "customer_tax_location_invalid",
                    "automatic_tax",
                    "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to 'auto' to save the address entered in Checkout to the Customer.");
    }

    private boolean isMissingTaxLocation(JsonNode session) {
        return factory.store()
                .find("customer", session.path("customer").asText())
                .filter(customer ->
                        customer.path("address").path("country").asText().isEmpty())
                .isPresent();
    }
}
