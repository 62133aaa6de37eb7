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
final class SessionRequest {
    private static final List<String> PLAIN =
            List.of("client_reference_id", "customer_email", "locale", "origin_context", "integration_identifier");
    private static final int LONGEST_REFERENCE = 200;
    // See https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.
    private static final int LEAST_CENTS = 50;
    private static final int MOST_CENTS = 99_999_999;

    // How long a session may stay open.
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Map<String, Intention> intentions = new HashMap<>();
    private final Made made;
    private final String pages;

    /// What the payment intent will carry, and what may be updated on the customer.
    record Intention(ObjectNode metadata, String description, JsonNode customerUpdate) {}

    /// @param pages the base address of the checkout pages
    SessionRequest(Made made, String pages) {
        this.made = made;
        this.pages = pages;
    }

    ObjectNode session(Form form) {
        if (!form.required("mode").equals("payment"))
            throw Refusal.invalid("", "mode", "The fake supports mode payment only.");
        var session = made.make("checkout.session", "cs_test_");
        session.put("id", made.ids().session());
        urls(session, form);
        customer(session, form);
        times(session, form);
        for (var name : PLAIN) form.text(name).ifPresent(text -> session.put(name, text));
        if (session.path("client_reference_id").asText().length() > LONGEST_REFERENCE)
            throw Refusal.invalid("", "client_reference_id", "client_reference_id must be at most 200 characters.");
        session.set("metadata", Metadata.of(form));
        choices(session, form);
        methods(session, form);
        tax(session, form);
        return session;
    }

    /// Rejects an amount below the minimum of card networks. Zero is allowed.
    void checkAmount(JsonNode session) {
        long cents = session.path("amount_total").asLong();
        if (cents > 0 && cents < LEAST_CENTS)
            throw Refusal.invalid(
                    "amount_too_small", "", "The Checkout Session's total amount must convert to at least 50 cents.");
        if (cents > MOST_CENTS)
            throw Refusal.invalid(
                    "amount_too_large", "", "The Checkout Session's total amount must be no more than €999,999.99.");
    }

    private void urls(ObjectNode session, Form form) {
        session.put("success_url", url("success_url", form.required("success_url")));
        form.text("cancel_url").ifPresent(text -> session.put("cancel_url", url("cancel_url", text)));
        var _ = form.choice("ui_mode", List.of("hosted_page"));
        session.put("url", pages + "/c/pay/" + session.path("id").asText());
    }

    private static String url(String name, String text) {
        try {
            var url = URI.create(text.replace("{CHECKOUT_SESSION_ID}", "id"));
            if (url.getHost() != null && url.getScheme().matches("https?")) return text;
        } catch (IllegalArgumentException notAnAddress) {
            // Rejected below, as any other text that is not a URL.
        }
        throw Refusal.invalid("url_invalid", name, "Not a valid URL");
    }

    private void customer(ObjectNode session, Form form) {
        var customer = form.text("customer");
        if (customer.isPresent() && form.has("customer_email"))
            throw Refusal.invalid(
                    "", "customer", "You may only specify one of these parameters: customer, customer_email.");
        if (customer.isPresent() && form.has("customer_creation"))
            throw Refusal.invalid("", "customer_creation", "`customer_creation` cannot be used with `customer`.");
        if (customer.isEmpty() && form.has("customer_update"))
            throw Refusal.invalid("", "customer_update", "`customer_update` can only be used with `customer`.");
        customer.ifPresent(id -> session.put(
                "customer",
                made.store().get("customer", id, 400, "customer").path("id").asText()));
        if (customer.isEmpty())
            session.put(
                    "customer_creation",
                    form.choice("customer_creation", List.of("always", "if_required"))
                            .orElse("if_required"));
        var payment = form.at("payment_intent_data");
        intentions.put(
                session.path("id").asText(),
                new Intention(
                        Metadata.of(payment),
                        payment.text("description").orElse(""),
                        Shapes.object(form.entries("customer_update"))));
    }

    Intention intention(String session) {
        return intentions.getOrDefault(session, new Intention(Shapes.object(), "", Shapes.object()));
    }

    private void times(ObjectNode session, Form form) {
        long now = made.now();
        long expires = form.number("expires_at").orElse(now + LONGEST.toSeconds());
        if (expires < now + SHORTEST.toSeconds())
            throw Refusal.invalid(
                    "",
                    "expires_at",
                    "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
        if (expires > now + LONGEST.toSeconds())
            throw Refusal.invalid(
                    "",
                    "expires_at",
                    "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
        session.put("expires_at", expires);
    }

    private static void choices(ObjectNode session, Form form) {
        form.choice("submit_type", List.of("auto", "book", "donate", "pay", "subscribe"))
                .ifPresent(text -> session.put("submit_type", text));
        form.choice("billing_address_collection", List.of("auto", "required"))
                .ifPresent(text -> session.put("billing_address_collection", text));
        if (form.has("allow_promotion_codes"))
            session.put("allow_promotion_codes", form.truth("allow_promotion_codes"));
        if (form.has("adaptive_pricing"))
            session.withObject("/adaptive_pricing")
                    .put("enabled", form.at("adaptive_pricing").truth("enabled"));
        if (form.at("invoice_creation").truth("enabled"))
            throw Refusal.invalid("", "invoice_creation", "The fake does not support invoices.");
        session.withObject("/phone_number_collection")
                .put("enabled", form.at("phone_number_collection").truth("enabled"));
    }

    private static void methods(ObjectNode session, Form form) {
        var methods = form.texts("payment_method_types");
        for (var method : methods) {
            if (!List.of("card", "sepa_debit").contains(method))
                throw Refusal.invalid("", "payment_method_types", "The fake supports card and sepa_debit only.");
        }
        session.set("payment_method_types", Shapes.texts(methods.isEmpty() ? List.of("card", "sepa_debit") : methods));
    }

    private void tax(ObjectNode session, Form form) {
        var collection = form.at("tax_id_collection");
        if (form.has("tax_id_collection"))
            session.putObject("tax_id_collection")
                    .put("enabled", collection.truth("enabled"))
                    .put(
                            "required",
                            collection
                                    .choice("required", List.of("if_supported", "never"))
                                    .orElse("never"));
        if (collection.truth("enabled")
                && form.has("customer")
                && !form.entries("customer_update").containsKey("name"))
            throw Refusal.invalid(
                    "",
                    "tax_id_collection[enabled]",
                    "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.");
        if (!form.at("automatic_tax").truth("enabled")) return;
        var automatic = session.putObject("automatic_tax").put("enabled", true);
        automatic.putObject("liability").put("type", "self");
        automatic.put("provider", "stripe").put("status", "requires_location_inputs");
        if (isWithoutPlace(session)
                && !form.at("customer_update").text("address").orElse("").equals("auto"))
            throw Refusal.invalid(
                    "customer_tax_location_invalid",
                    "automatic_tax",
                    "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to 'auto' to save the address entered in Checkout to the Customer.");
    }

    private boolean isWithoutPlace(JsonNode session) {
        return made.store()
                .find("customer", session.path("customer").asText())
                .filter(customer ->
                        customer.path("address").path("country").asText().isEmpty())
                .isPresent();
    }
}
