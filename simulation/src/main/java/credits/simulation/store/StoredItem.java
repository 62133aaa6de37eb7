package credits.simulation.store;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item as DynamoDB stores it: numbers in their shortest form, attributes of the types that we use.
record StoredItem(ItemKey key, Map<String, AttributeValue> attributes, int bytes) {
    // Longer numbers, and those with an exponent, are not supported. DynamoDB stores 38 digits.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?");

    /// Parses an item to put.
    static StoredItem parse(Map<String, AttributeValue> given) {
        if (given.values().stream().anyMatch(StoredItem::isEmpty)) {
            throw DynamoDbErrors.validationError(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        var key = ItemKey.ofItem(given);
        var kept = normalise(given);
        int bytes = ItemSize.of(kept);
        if (bytes > ItemSize.MAX_BYTES)
            throw DynamoDbErrors.validationError("Item size has exceeded the maximum allowed size");
        return new StoredItem(key, kept, bytes);
    }

    /// This key with other attributes; DynamoDB has another message for an update that makes an item too large.
    static StoredItem withAttributes(ItemKey key, Map<String, AttributeValue> attributes) {
        int bytes = ItemSize.of(attributes);
        if (bytes > ItemSize.MAX_BYTES) {
            throw DynamoDbErrors.validationError("Item size to update has exceeded the maximum allowed size");
        }
        return new StoredItem(key, attributes, bytes);
    }

    /// The value as DynamoDB stores it.
    static AttributeValue normalise(AttributeValue value) {
        return switch (value.type()) {
            case S, SS, B, BOOL, NUL -> value;
            case N -> AttributeValue.fromN(normalise(value.n()));
            case L ->
                AttributeValue.fromL(
                        value.l().stream().map(StoredItem::normalise).toList());
            case M -> AttributeValue.fromM(normalise(value.m()));
            default -> throw new UnsupportedOperationException("an attribute of type " + value.type());
        };
    }

    private static Map<String, AttributeValue> normalise(Map<String, AttributeValue> values) {
        var kept = new TreeMap<>(values);
        kept.replaceAll((_, value) -> normalise(value));
        return Collections.unmodifiableMap(kept);
    }

    private static String normalise(String number) {
        if (!NUMBER.matcher(number).matches()) throw new UnsupportedOperationException("the number " + number);
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static boolean isEmpty(AttributeValue value) {
        return value.type() == AttributeValue.Type.UNKNOWN_TO_SDK_VERSION;
    }
}
