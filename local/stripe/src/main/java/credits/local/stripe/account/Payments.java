package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Pays open sessions: at once or, by SEPA debit, days later.
public final class Payments {
    private static final String DECLINED = "Your card was declined.";
    private static final String RETURNED = "The customer's account has insufficient funds to cover this payment.";

    private final Made made;
    private final Events events;
    private final Sessions sessions;
    private final Customers customers;
    private final Charges charges;
    private final Transactions transactions;

    Payments(Made made, Events events, Sessions sessions, Customers customers, Transactions transactions) {
        this.made = made;
        this.events = events;
        this.sessions = sessions;
        this.customers = customers;
        this.charges = new Charges(made);
        this.transactions = transactions;
    }

    /// Tries to pay. A session that is not open is not changed. Returns whether the buyer is done.
    public boolean pay(String sessionId, Method method, Buyer buyer) {
        var session = sessions.get(sessionId);
        if (!Sessions.isOpen(session)) return false;
        var _ = sessions.locate(session, buyer.country(), buyer.taxIds());
        session.set("customer_details", buyer.details());
        if (session.path("amount_total").asLong() == 0) {
            sessions.complete(session, "no_payment_required");
            return true;
        }
        customerOf(session);
        var intent = intent(session, method);
        var charge = charges.start(intent, session.path("customer_details"), method);
        intent.set("latest_charge", charge.path("id"));
        return switch (method) {
            case CARD -> paidAtOnce(session, intent, charge);
            case DECLINED_CARD -> declined(intent, charge);
            case SEPA_PAID_LATER, SEPA_FAILED_LATER, SEPA_UNANSWERED -> underWay(session, intent, charge);
        };
    }

    /// The bank confirms a SEPA debit. A payment that is not pending is not changed.
    public void honour(String intentId) {
        var intent = underWay(intentId);
        if (intent.isEmpty()) return;
        var charge = chargeOf(intent.get());
        succeed(intent.get(), charge, Method.SEPA_PAID_LATER);
        sessionOf(intentId).ifPresent(sessions::bankPaid);
    }

    /// The bank returns a SEPA debit. A payment that is not pending is not changed.
    public void bounce(String intentId) {
        var intent = underWay(intentId);
        if (intent.isEmpty()) return;
        fail(intent.get(), chargeOf(intent.get()), "insufficient_funds", RETURNED);
        sessionOf(intentId).ifPresent(sessions::bankRefused);
    }

    public ObjectNode get(String intent) {
        return made.store().get("payment_intent", intent, 404, "intent");
    }

    ObjectNode chargeOf(JsonNode intent) {
        var charge = intent.path("latest_charge").asText();
        return made.store().get("charge", charge, 400, "payment_intent");
    }

    Optional<ObjectNode> sessionOf(String intent) {
        return made
                .store()
                .those(
                        "checkout.session",
                        session -> session.path("payment_intent").asText().equals(intent))
                .stream()
                .findFirst();
    }

    private Optional<ObjectNode> underWay(String intentId) {
        return Optional.of(get(intentId))
                .filter(intent -> intent.path("status").asText().equals("processing"));
    }

    private boolean paidAtOnce(ObjectNode session, ObjectNode intent, ObjectNode charge) {
        succeed(intent, charge, Method.CARD);
        sessions.complete(session, "paid");
        return true;
    }

    private boolean declined(ObjectNode intent, ObjectNode charge) {
        fail(intent, charge, "card_declined", DECLINED);
        return false;
    }

    private boolean underWay(ObjectNode session, ObjectNode intent, ObjectNode charge) {
        intent.put("status", "processing");
        events.tell("payment_intent.processing", intent);
        events.tell("charge.pending", charge);
        sessions.complete(session, "unpaid");
        return true;
    }

    private void succeed(ObjectNode intent, ObjectNode charge, Method method) {
        charges.succeed(charge);
        charge.set("balance_transaction", transactions.payment(charge, method).path("id"));
        intent.put("status", "succeeded");
        intent.set("amount_received", intent.path("amount"));
        events.tell("charge.succeeded", charge);
        events.tell("payment_intent.succeeded", intent);
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
        events.tell("charge.failed", charge);
        events.tell("payment_intent.payment_failed", intent);
    }

    private void customerOf(ObjectNode session) {
        var known = made.store().find("customer", session.path("customer").asText());
        var allowed = sessions.intention(session).customerUpdate();
        var details = session.path("customer_details");
        known.ifPresent(customer -> customers.learn(customer, details, allowed));
        if (known.isEmpty() && session.path("customer_creation").asText().equals("always"))
            session.set("customer", customers.of(details).path("id"));
    }

    /// The session's payment intent: created by the first attempt and reused by later ones.
    private ObjectNode intent(ObjectNode session, Method method) {
        var known = made.store()
                .find("payment_intent", session.path("payment_intent").asText());
        var intent = known.orElseGet(() -> newIntent(session));
        intent.put("payment_method", made.ids().next("pm_"));
        intent.set("payment_method_types", Shapes.texts(List.of(method.type())));
        intent.putNull("last_payment_error");
        return intent;
    }

    private ObjectNode newIntent(ObjectNode session) {
        var intent = made.make("payment_intent", "pi_");
        var intention = sessions.intention(session);
        intent.put(
                "client_secret",
                intent.path("id").asText() + "_secret_" + made.ids().next(""));
        intent.set("amount", session.path("amount_total"));
        for (var name : List.of("currency", "customer")) intent.set(name, session.path(name));
        intent.set("metadata", intention.metadata().deepCopy());
        if (!intention.description().isEmpty()) intent.put("description", intention.description());
        session.set("payment_intent", intent.path("id"));
        events.tell("payment_intent.created", made.store().add(intent));
        return intent;
    }
}
