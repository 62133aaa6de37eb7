package credits.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A Stripe object that matches none of our payments, quarantined for a person to review. Its organisation
/// is uncertain.
///
/// @param object Stripe's id of the object
/// @param reason the check that failed, such as `amount`
/// @param event Stripe's id of the event that reported it, or `poll` or `sweep`
/// @param at when it was reported
public record SetAside(String object, String reason, String event, Instant at) {
    private static final int LONGEST = 200;

    // A sort key has at most 1,024 bytes, and a quarantined id may come from a stranger.
    public SetAside {
        object = shortened(object);
        event = shortened(event);
    }

    /// Whether quarantined objects are stored in `partition`.
    public static boolean isIn(String partition) {
        return partition.startsWith(Table.QUARANTINE);
    }

    /// Reads it from its item.
    public static SetAside from(Map<String, AttributeValue> item) {
        var sort = PaymentCodec.text(item, Table.SORT);
        int end = sort.lastIndexOf('#');
        return new SetAside(
                sort.substring(0, end),
                sort.substring(end + 1),
                PaymentCodec.text(item, "event"),
                Instant.ofEpochMilli(PaymentCodec.number(item, "at")));
    }

    /// Returns an id that is the same for every report of the same object within a month.
    public String id() {
        return partition() + "/" + sort();
    }

    String partition() {
        return Table.QUARANTINE
                + LocalDate.ofInstant(at, ZoneOffset.UTC).toString().substring(0, "yyyy-MM".length());
    }

    String sort() {
        return object + "#" + reason;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of("event", AttributeValue.fromS(event), "at", PaymentCodec.number(at.toEpochMilli()));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
