package credits.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Something of Stripe's that fits no payment of ours, for a person to look at. Whose it is is not certain.
///
/// @param object Stripe's id of it
/// @param reason which of our checks it failed, such as `amount`
/// @param event Stripe's id of the event that told it, or `poll` or `sweep`
/// @param at when it was told
public record SetAside(String object, String reason, String event, Instant at) {
    private static final int LONGEST = 200;

    // A sort key has at most 1,024 bytes, and what is set aside may be a stranger's.
    public SetAside {
        object = shortened(object);
        event = shortened(event);
    }

    /// Is this where they are kept?
    public static boolean isIn(String partition) {
        return partition.startsWith(Table.QUARANTINE);
    }

    /// As it was kept.
    public static SetAside from(Map<String, AttributeValue> item) {
        var sort = PaymentCodec.text(item, Table.SORT);
        int end = sort.lastIndexOf('#');
        return new SetAside(
                sort.substring(0, end),
                sort.substring(end + 1),
                PaymentCodec.text(item, "event"),
                Instant.ofEpochMilli(PaymentCodec.number(item, "at")));
    }

    /// The same for every telling in one month of the same thing.
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
