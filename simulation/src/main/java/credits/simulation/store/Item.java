package credits.simulation.store;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item as DynamoDB stores it: numbers in their shortest form, attributes of the types that we use.
record Item(Key key, Map<String, AttributeValue> attributes, int bytes) {
    // Longer numbers, and those with an exponent, are not supported. DynamoDB stores 38 digits.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?");

    /// Parses an item to put.
    static Item of(Map<String, AttributeValue> given) {
        if (given.values().stream().anyMatch(Item::isEmpty)) {
            throw Rejection.invalid(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        var key = Key.of(given);
        var kept = kept(given);
        int bytes = ItemSize.of(kept);
        if (bytes > ItemSize.GREATEST) throw Rejection.invalid("Item size has exceeded the maximum allowed size");
        return new Item(key, kept, bytes);
    }

    /// This key with other attributes; DynamoDB has another message for an update that makes an item too large.
    static Item updated(Key key, Map<String, AttributeValue> attributes) {
        int bytes = ItemSize.of(attributes);
        if (bytes > ItemSize.GREATEST) {
            throw Rejection.invalid("Item size to update has exceeded the maximum allowed size");
        }
        return new Item(key, attributes, bytes);
    }

    /// The value as DynamoDB stores it.
    static AttributeValue kept(AttributeValue value) {
        return switch (value.type()) {
            case S, B, BOOL, NUL -> value;
            case N -> AttributeValue.fromN(kept(value.n()));
            case L -> AttributeValue.fromL(value.l().stream().map(Item::kept).toList());
            case M -> AttributeValue.fromM(kept(value.m()));
            default -> throw new UnsupportedOperationException("an attribute of type " + value.type());
        };
    }

    private static Map<String, AttributeValue> kept(Map<String, AttributeValue> values) {
        var kept = new TreeMap<>(values);
        kept.replaceAll((_, value) -> kept(value));
        return Collections.unmodifiableMap(kept);
    }

    private static String kept(String number) {
        if (!NUMBER.matcher(number).matches()) throw new UnsupportedOperationException("the number " + number);
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static boolean isEmpty(AttributeValue value) {
        return value.type() == AttributeValue.Type.UNKNOWN_TO_SDK_VERSION;
    }
}
