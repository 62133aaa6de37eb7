package credits.function.announce;

import credits.aws.TableKeys;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.logging.AlarmName;
import credits.payment.store.QuarantinedPayment;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One change from the table's stream.
///
/// @param eventName `INSERT`, `MODIFY` or `REMOVE`
/// @param newImage the item after the change, without its lists and maps; empty if the item was removed
record TableStreamRecord(String eventName, String partitionKey, String sortKey, Map<String, AttributeValue> newImage) {
    // Lists and maps, which document records have; the local run reports them as `other`.
    private static final Set<String> NESTED_TYPES = Set.of("L", "M", "other");

    static TableStreamRecord parse(JsonFields record) {
        var dynamodb = record.object("dynamodb");
        var keys = dynamodb.object("Keys");
        return new TableStreamRecord(
                record.text("eventName"),
                keys.object(TableKeys.PARTITION_KEY).text("S"),
                keys.object(TableKeys.SORT_KEY).text("S"),
                dynamodb.optional("NewImage").map(TableStreamRecord::image).orElse(Map.of()));
    }

    boolean isSegment() {
        return partitionKey.startsWith(TableKeys.ACCOUNT_PREFIX) && sortKey.startsWith(TableKeys.SEGMENT_PREFIX);
    }

    /// Whether the item records the documents of a payment.
    boolean isPaymentDocuments() {
        return partitionKey.startsWith(TableKeys.PROFILE_PREFIX)
                && sortKey.startsWith(TableKeys.PAYMENT_DOCUMENTS_PREFIX);
    }

    boolean isQuarantinedPayment() {
        return QuarantinedPayment.isQuarantinePartition(partitionKey);
    }

    boolean isPriceList() {
        return partitionKey.equals(TableKeys.PRICE_LIST_PARTITION);
    }

    /// Whether the item was inserted. A segment is inserted once and never changes; any other change is tampering.
    boolean isInsert() {
        return eventName.equals("INSERT");
    }

    /// The log line that the function's alarm counts.
    String alarmLine() {
        return Json.object()
                .put("alarm", AlarmName.SEGMENT_CHANGED.text())
                .put("change", eventName)
                .put("partition", partitionKey)
                .put("sort", sortKey)
                .build()
                .toText();
    }

    private static Map<String, AttributeValue> image(Json json) {
        if (!(json instanceof Json.JsonObject(var attributes)))
            throw new InvalidInputException("/NewImage", "must be an object");
        var image = new HashMap<String, AttributeValue>();
        attributes.forEach((name, typed) -> {
            if (!isNested(typed)) image.put(name, attribute(name, typed));
        });
        return image;
    }

    private static boolean isNested(Json typed) {
        return typed instanceof Json.JsonObject(var byType)
                && byType.size() == 1
                && NESTED_TYPES.contains(byType.firstEntry().getKey());
    }

    // Segments, and the other items that we publish, have only these three types.
    private static AttributeValue attribute(String name, Json typed) {
        if (typed instanceof Json.JsonObject(var byType)
                && byType.size() == 1
                && byType.firstEntry().getValue() instanceof Json.JsonString(var value)) {
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
        throw new InvalidInputException("/NewImage/" + name, "must be S, N or B");
    }
}
