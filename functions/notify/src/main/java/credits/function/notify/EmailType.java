package credits.function.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A type of e-mail: the type of its event, the target of its button, and the event's data that it lists,
/// in this order.
enum EmailType {
    ALERT("limit.alert_crossed", LinkTarget.LIMITS, "alert_threshold used allowed_limit"),
    LIMIT("limit.reached", LinkTarget.LIMITS, "allowed_limit used resets_at"),
    CREDITS("balance.exhausted", LinkTarget.TOP_UP, "balance"),
    UNCOVERED("usage.uncovered", LinkTarget.USAGE, "lines cost"),
    TOP_UP("credits.topped_up", LinkTarget.PAYMENTS, "amount"),
    QUARANTINED("payment.quarantined", LinkTarget.STRIPE, "object reason event");

    /// The target of an e-mail's button.
    enum LinkTarget {
        USAGE,
        LIMITS,
        TOP_UP,
        PAYMENTS,
        STRIPE
    }

    private final String type;
    private final LinkTarget target;
    private final String facts;

    EmailType(String type, LinkTarget target, String facts) {
        this.type = type;
        this.target = target;
        this.facts = facts;
    }

    static Optional<EmailType> of(String type) {
        return Arrays.stream(values()).filter(topic -> topic.type.equals(type)).findFirst();
    }

    String type() {
        return type;
    }

    LinkTarget target() {
        return target;
    }

    List<String> facts() {
        return List.of(facts.split(" ", -1));
    }
}
