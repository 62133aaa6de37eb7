package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Checkout sessions from creation to completion or expiry. [FakePaymentIntents] pays them.
public final class FakeCheckoutSessions {
    private final ObjectFactory factory;
    private final FakeEvents events;
    private final SessionLineItems items;
    private final SessionFactory sessionFactory;

    FakeCheckoutSessions(ObjectFactory factory, FakeEvents events, SessionLineItems items, String pagesAddress) {
        this.factory = factory;
        this.events = events;
        this.items = items;
        this.sessionFactory = new SessionFactory(factory, pagesAddress);
    }

    public ObjectNode create(FormParameters form) {
        var session = sessionFactory.create(form);
        items.create(session, form);
        sessionFactory.requireChargeableAmount(session);
        // Stored last, so that a rejected request leaves nothing behind.
        return factory.store().add(session);
    }

    public ObjectNode get(String id) {
        return factory.store().require("checkout.session", id, 404, "session");
    }

    public List<ObjectNode> lineItems(String sessionId) {
        return items.list(get(sessionId).path("id").asText());
    }

    /// Expires an open session, so that it can never be paid.
    public ObjectNode expire(String id) {
        var session = get(id);
        if (!isOpen(session))
            throw FakeStripeException.invalidParameter(
                    "",
                    "",
                    "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `"
                            + session.path("status").asText() + "`.");
        return expireNow(session);
    }

    /// Expires sessions that are past their expiry time.
    void expireOverdue() {
        factory.store()
                .matching(
                        "checkout.session",
                        session -> isOpen(session) && session.path("expires_at").asLong() <= factory.epochSeconds())
                .forEach(session -> {
                    var _ = expireNow(session);
                });
    }

    static boolean isOpen(JsonNode session) {
        return session.path("status").asText().equals("open");
    }

    /// Recalculates the totals for a buyer in this country and stores them: the checkout page shows them.
    public ObjectNode applyBuyerLocation(ObjectNode session, String country, List<String> taxIds) {
        var taxCountry = session.path("automatic_tax").path("enabled").asBoolean()
                ? Optional.of(country)
                : Optional.<String>empty();
        items.updateTotals(session, taxCountry, taxIds);
        if (taxCountry.isPresent()) session.withObject("/automatic_tax").put("status", "complete");
        return session;
    }

    /// Completes a session whose buyer is done: `paid`, or `unpaid` while the bank takes its days.
    void complete(ObjectNode session, String paymentStatus) {
        session.put("status", "complete").put("payment_status", paymentStatus);
        session.putNull("url");
        events.publish("checkout.session.completed", session);
    }

    void asyncPaymentSucceeded(ObjectNode session) {
        session.put("payment_status", "paid");
        events.publish("checkout.session.async_payment_succeeded", session);
    }

    void asyncPaymentFailed(ObjectNode session) {
        events.publish("checkout.session.async_payment_failed", session);
    }

    private ObjectNode expireNow(ObjectNode session) {
        session.put("status", "expired").putNull("url");
        events.publish("checkout.session.expired", session);
        return session;
    }

    SessionFactory.PaymentIntentData paymentIntentDataOf(ObjectNode session) {
        return sessionFactory.paymentIntentDataOf(session.path("id").asText());
    }
}
