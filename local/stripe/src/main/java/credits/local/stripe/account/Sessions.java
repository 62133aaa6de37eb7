package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Checkout sessions from creation to completion or expiry. [Payments] pays them.
public final class Sessions {
    private final Made made;
    private final Events events;
    private final LineItems items;
    private final SessionRequest request;

    Sessions(Made made, Events events, LineItems items, String pages) {
        this.made = made;
        this.events = events;
        this.items = items;
        this.request = new SessionRequest(made, pages);
    }

    public ObjectNode create(Form form) {
        var session = request.session(form);
        items.create(session, form);
        request.checkAmount(session);
        // Stored last, so that a rejected request leaves nothing behind.
        return made.store().add(session);
    }

    public ObjectNode get(String id) {
        return made.store().get("checkout.session", id, 404, "session");
    }

    public List<ObjectNode> items(String session) {
        return items.list(get(session).path("id").asText());
    }

    /// Expires an open session, so that it can never be paid.
    public ObjectNode expire(String id) {
        var session = get(id);
        if (!isOpen(session))
            throw Refusal.invalid(
                    "",
                    "",
                    "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `"
                            + session.path("status").asText() + "`.");
        return end(session);
    }

    /// Expires sessions that are past their expiry time.
    void expireOverdue() {
        made.store()
                .those(
                        "checkout.session",
                        one -> isOpen(one) && one.path("expires_at").asLong() <= made.now())
                .forEach(session -> {
                    var _ = end(session);
                });
    }

    static boolean isOpen(JsonNode session) {
        return session.path("status").asText().equals("open");
    }

    /// Recalculates the totals for a buyer in this country and stores them: the checkout page shows them.
    public ObjectNode locate(ObjectNode session, String country, List<String> taxIds) {
        var known = session.path("automatic_tax").path("enabled").asBoolean()
                ? Optional.of(country)
                : Optional.<String>empty();
        items.total(session, known, taxIds);
        if (known.isPresent()) session.withObject("/automatic_tax").put("status", "complete");
        return session;
    }

    /// Completes a session whose buyer is done: `paid`, or `unpaid` while the bank takes its days.
    void complete(ObjectNode session, String paymentStatus) {
        session.put("status", "complete").put("payment_status", paymentStatus);
        session.putNull("url");
        events.tell("checkout.session.completed", session);
    }

    void bankPaid(ObjectNode session) {
        session.put("payment_status", "paid");
        events.tell("checkout.session.async_payment_succeeded", session);
    }

    void bankRefused(ObjectNode session) {
        events.tell("checkout.session.async_payment_failed", session);
    }

    private ObjectNode end(ObjectNode session) {
        session.put("status", "expired").putNull("url");
        events.tell("checkout.session.expired", session);
        return session;
    }

    SessionRequest.Intention intention(ObjectNode session) {
        return request.intention(session.path("id").asText());
    }
}
