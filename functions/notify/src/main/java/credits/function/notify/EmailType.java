package credits.function.notify;

import credits.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A type of e-mail: the type of its event, the target of its button, and the event's data that it lists,
/// in this order.
enum EmailType {
    ALERT(EventType.ALERT_CROSSED, "limit.alert_crossed", LinkTarget.LIMITS, "alert_threshold used allowed_limit"),
    EARLY_ALERT(
            EventType.ALERT_CROSSED,
            "limit.alert_crossed",
            LinkTarget.LIMITS,
            "used next_alert_threshold allowed_limit"),
    FORECAST(EventType.LIMIT_FORECAST, "limit.forecast", LinkTarget.LIMITS, "reached_on used allowed_limit"),
    LIMIT(EventType.LIMIT_REACHED, "limit.reached", LinkTarget.LIMITS, "allowed_limit used resets_at"),
    CREDITS(EventType.BALANCE_EXHAUSTED, "balance.exhausted", LinkTarget.TOP_UP, "balance"),
    UNCOVERED(EventType.USAGE_UNCOVERED, "usage.uncovered", LinkTarget.USAGE, "lines cost"),
    TOP_UP(EventType.TOPPED_UP, "credits.topped_up", LinkTarget.PAYMENTS, "amount"),
    QUARANTINED(EventType.PAYMENT_QUARANTINED, "payment.quarantined", LinkTarget.STRIPE, "object reason event"),
    /// Its event is internal: the function that sends events to endpoints queues it itself.
    ENDPOINT_OFF(
            "webhook_endpoint.switched_off",
            "webhook_endpoint.switched_off",
            LinkTarget.RECEIVER,
            "endpoint url failing_at");

    /// The target of an e-mail's button.
    enum LinkTarget {
        USAGE,
        LIMITS,
        TOP_UP,
        PAYMENTS,
        STRIPE,
        RECEIVER
    }

    private final String eventType;
    private final String type;
    private final LinkTarget target;
    private final String facts;

    EmailType(EventType eventType, String type, LinkTarget target, String facts) {
        this(eventType.toString(), type, target, facts);
    }

    EmailType(String eventType, String type, LinkTarget target, String facts) {
        this.eventType = eventType;
        this.type = type;
        this.target = target;
        this.facts = facts;
    }

    /// Returns the first type of the event.
    static Optional<EmailType> of(String eventType) {
        return Arrays.stream(values())
                .filter(each -> each.eventType.equals(eventType))
                .findFirst();
    }

    String eventType() {
        return eventType;
    }

    /// Returns the type in the history of e-mails.
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
