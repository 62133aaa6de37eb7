package credits.function.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A type of e-mail: the type of its event, the target of its button, and the event's data that it lists,
/// in this order.
enum Topic {
    ALERT("limit.alert_crossed", Page.LIMITS, "alert_threshold used allowed_limit"),
    LIMIT("limit.reached", Page.LIMITS, "allowed_limit used resets_at"),
    CREDITS("balance.exhausted", Page.TOP_UP, "balance"),
    UNCOVERED("usage.uncovered", Page.USAGE, "lines cost"),
    TOP_UP("credits.topped_up", Page.PAYMENTS, "amount"),
    SET_ASIDE("payment.quarantined", Page.STRIPE, "object reason event");

    /// The target of an e-mail's button.
    enum Page {
        USAGE,
        LIMITS,
        TOP_UP,
        PAYMENTS,
        STRIPE
    }

    private final String type;
    private final Page page;
    private final String facts;

    Topic(String type, Page page, String facts) {
        this.type = type;
        this.page = page;
        this.facts = facts;
    }

    static Optional<Topic> of(String type) {
        return Arrays.stream(values()).filter(topic -> topic.type.equals(type)).findFirst();
    }

    String type() {
        return type;
    }

    Page page() {
        return page;
    }

    List<String> facts() {
        return List.of(facts.split(" ", -1));
    }
}
