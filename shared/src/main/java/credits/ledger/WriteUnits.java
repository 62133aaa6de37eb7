package credits.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// How much more an item may hold at no further cost: DynamoDB bills each started kilobyte.
final class WriteUnits {
    private static final int BYTES = 1_024;

    private WriteUnits() {}

    /// Returns the bytes that `item` leaves free of its last started kilobyte, or a few less.
    static int roomInLast(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (var attribute : item.entrySet())
            bytes += attribute.getKey().getBytes(UTF_8).length + maxBytes(attribute.getValue());
        return Math.ceilDiv(bytes, BYTES) * BYTES - bytes;
    }

    // A number takes a byte for each two digits, one more, and another for its sign.
    private static int maxBytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(UTF_8).length;
            case N -> value.n().length() / 2 + 2;
            case B -> value.b().asByteArrayUnsafe().length;
            default -> throw new IllegalStateException("a segment has no attribute of type " + value.type());
        };
    }
}
