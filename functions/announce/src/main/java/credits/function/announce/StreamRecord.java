package credits.function.announce;

import credits.ledger.SetAside;
import credits.ledger.Table;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Malformed;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One change from the table's stream.
///
/// @param change `INSERT`, `MODIFY` or `REMOVE`
/// @param image the item after the change, without its lists and maps; empty if the item was removed
record StreamRecord(String change, String partition, String sort, Map<String, AttributeValue> image) {
    // Lists and maps, which document records have; the local run reports them as `other`.
    private static final Set<String> NESTED = Set.of("L", "M", "other");

    static StreamRecord of(Fields record) {
        var dynamodb = record.object("dynamodb");
        var keys = dynamodb.object("Keys");
        return new StreamRecord(
                record.text("eventName"),
                keys.object(Table.PARTITION).text("S"),
                keys.object(Table.SORT).text("S"),
                dynamodb.optional("NewImage").map(StreamRecord::image).orElse(Map.of()));
    }

    boolean isSegment() {
        return partition.startsWith(Table.ACCOUNTS) && sort.startsWith(Table.SEGMENTS);
    }

    /// Whether the item records the documents of a payment.
    boolean isPaperwork() {
        return partition.startsWith(Table.PROFILES) && sort.startsWith(Table.PAPERWORK);
    }

    boolean isSetAside() {
        return SetAside.isIn(partition);
    }

    /// Whether the item was inserted. A segment is inserted once and never changes; any other change is tampering.
    boolean isNew() {
        return change.equals("INSERT");
    }

    /// The log line that the function's alarm counts.
    String alarm() {
        return Json.object()
                .put("alarm", "segment_changed")
                .put("change", change)
                .put("partition", partition)
                .put("sort", sort)
                .end()
                .text();
    }

    private static Map<String, AttributeValue> image(Json json) {
        if (!(json instanceof Json.Members(var attributes))) throw new Malformed("/NewImage", "must be an object");
        var image = new HashMap<String, AttributeValue>();
        attributes.forEach((name, typed) -> {
            if (!isNested(typed)) image.put(name, attribute(name, typed));
        });
        return image;
    }

    private static boolean isNested(Json typed) {
        return typed instanceof Json.Members(var byType)
                && byType.size() == 1
                && NESTED.contains(byType.firstEntry().getKey());
    }

    // Segments, and the other items that we publish, have only these three types.
    private static AttributeValue attribute(String name, Json typed) {
        if (typed instanceof Json.Members(var byType)
                && byType.size() == 1
                && byType.firstEntry().getValue() instanceof Json.Text(var value)) {
            switch (byType.firstEntry().getKey()) {
                case "S" -> {
                    return AttributeValue.fromS(value);
                }
                case "N" -> {
                    return AttributeValue.fromN(value);
                }
                case "B" -> {
                    return AttributeValue.fromB(
                            SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(value)));
                }
                default -> {}
            }
        }
        throw new Malformed("/NewImage/" + name, "must be S, N or B");
    }
}
