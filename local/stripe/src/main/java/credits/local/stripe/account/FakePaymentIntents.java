package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Pays open sessions: at once or, by SEPA debit, days later.
public final class FakePaymentIntents {
    private static final String CARD_DECLINED_MESSAGE = "Your card was declined.";
    private static final String DEBIT_FAILED_MESSAGE =
            "The customer's account has insufficient funds to cover this payment.";

    private final ObjectFactory factory;
    private final FakeEvents events;
    private final FakeCheckoutSessions sessions;
    private final FakeCustomers customers;
    private final FakeCharges charges;
    private final FakeBalanceTransactions transactions;

    FakePaymentIntents(
            ObjectFactory factory,
            FakeEvents events,
            FakeCheckoutSessions sessions,
            FakeCustomers customers,
            FakeBalanceTransactions transactions) {
        this.factory = factory;
        this.events = events;
        this.sessions = sessions;
        this.customers = customers;
        this.charges = new FakeCharges(factory);
        this.transactions = transactions;
    }

    /// Tries to pay. A session that is not open is not changed. Returns whether the buyer is done.
    public boolean pay(String sessionId, TestPaymentMethod method, CheckoutBuyer buyer) {
        var session = sessions.get(sessionId);
        if (!FakeCheckoutSessions.isOpen(session)) return false;
        var known = customers.withVatNumber(session, buyer);
        var _ = sessions.applyBuyerLocation(session, known.country(), known.taxIds());
        session.set("customer_details", known.customerDetails());
        if (session.path("amount_total").asLong() == 0) {
            sessions.complete(session, "no_payment_required");
            return true;
        }
        updateCustomer(session);
        var intent = findOrCreateIntent(session, method);
        var charge = charges.create(intent, session.path("customer_details"), method);
        intent.set("latest_charge", charge.path("id"));
        return switch (method) {
            case CARD -> payAtOnce(session, intent, charge);
            case DECLINED_CARD -> decline(intent, charge);
            case SEPA_PAID_LATER, SEPA_FAILED_LATER, SEPA_UNANSWERED -> startProcessing(session, intent, charge);
        };
    }

    /// The bank confirms a SEPA debit. A payment that is not pending is not changed.
    public void succeedDebit(String intentId) {
        var intent = processingIntent(intentId);
        if (intent.isEmpty()) return;
        var charge = chargeOf(intent.get());
        succeed(intent.get(), charge, TestPaymentMethod.SEPA_PAID_LATER);
        sessionOf(intentId).ifPresent(sessions::asyncPaymentSucceeded);
    }

    /// The bank returns a SEPA debit. A payment that is not pending is not changed.
    public void failDebit(String intentId) {
        var intent = processingIntent(intentId);
        if (intent.isEmpty()) return;
        fail(intent.get(), chargeOf(intent.get()), "insufficient_funds", DEBIT_FAILED_MESSAGE);
        sessionOf(intentId).ifPresent(sessions::asyncPaymentFailed);
    }

    public ObjectNode get(String paymentIntentId) {
        return factory.store().require("payment_intent", paymentIntentId, 404, "intent");
    }

    ObjectNode chargeOf(JsonNode intent) {
        var chargeId = intent.path("latest_charge").asText();
        return factory.store().require("charge", chargeId, 400, "payment_intent");
    }

    Optional<ObjectNode> sessionOf(String paymentIntentId) {
        return factory
                .store()
                .matching(
                        "checkout.session",
                        session -> session.path("payment_intent").asText().equals(paymentIntentId))
                .stream()
                .findFirst();
    }

    private Optional<ObjectNode> processingIntent(String intentId) {
        return Optional.of(get(intentId))
                .filter(intent -> intent.path("status").asText().equals("processing"));
    }

    private boolean payAtOnce(ObjectNode session, ObjectNode intent, ObjectNode charge) {
        succeed(intent, charge, TestPaymentMethod.CARD);
        sessions.complete(session, "paid");
        return true;
    }

    private boolean decline(ObjectNode intent, ObjectNode charge) {
        fail(intent, charge, "card_declined", CARD_DECLINED_MESSAGE);
        return false;
    }

    private boolean startProcessing(ObjectNode session, ObjectNode intent, ObjectNode charge) {
        intent.put("status", "processing");
        events.publish("payment_intent.processing", intent);
        events.publish("charge.pending", charge);
        sessions.complete(session, "unpaid");
        return true;
    }

    private void succeed(ObjectNode intent, ObjectNode charge, TestPaymentMethod method) {
        charges.succeed(charge);
        charge.set(
                "balance_transaction",
                transactions.recordPayment(charge, method).path("id"));
        intent.put("status", "succeeded");
        intent.set("amount_received", intent.path("amount"));
        events.publish("charge.succeeded", charge);
        events.publish("payment_intent.succeeded", intent);
    }

    private void fail(ObjectNode intent, ObjectNode charge, String code, String message) {
        charges.fail(charge, code, message);
        intent.put("status", "requires_payment_method");
        intent.putNull("payment_method");
        intent.putObject("last_payment_error")
                .put("charge", charge.path("id").asText())
                .put("code", code)
                .put("message", message)
                .put("type", "card_error");
        events.publish("charge.failed", charge);
        events.publish("payment_intent.payment_failed", intent);
    }

    private void updateCustomer(ObjectNode session) {
        var existing = factory.store().find("customer", session.path("customer").asText());
        var customerUpdate = sessions.paymentIntentDataOf(session).customerUpdate();
        var details = session.path("customer_details");
        existing.ifPresent(customer -> customers.updateFromCheckout(customer, details, customerUpdate));
        if (existing.isEmpty() && session.path("customer_creation").asText().equals("always"))
            session.set("customer", customers.createFromCheckout(details).path("id"));
    }

    /// The session's payment intent: created by the first attempt and reused by later ones.
    private ObjectNode findOrCreateIntent(ObjectNode session, TestPaymentMethod method) {
        var existing = factory.store()
                .find("payment_intent", session.path("payment_intent").asText());
        var intent = existing.orElseGet(() -> createIntent(session));
        intent.put("payment_method", factory.ids().next("pm_"));
        intent.set("payment_method_types", ObjectTemplates.textArray(List.of(method.type())));
        intent.putNull("last_payment_error");
        return intent;
    }

    private ObjectNode createIntent(ObjectNode session) {
        var intent = factory.create("payment_intent", "pi_");
        var data = sessions.paymentIntentDataOf(session);
        intent.put(
                "client_secret",
                intent.path("id").asText() + "_secret_" + factory.ids().next(""));
        intent.set("amount", session.path("amount_total"));
        for (var name : List.of("currency", "customer")) intent.set(name, session.path(name));
        intent.set("metadata", data.metadata().deepCopy());
        if (!data.description().isEmpty()) intent.put("description", data.description());
        session.set("payment_intent", intent.path("id"));
        events.publish("payment_intent.created", factory.store().add(intent));
        return intent;
    }
}
