package credits.aws;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Attributes of items as our stores write them: text as S, numbers as N, times as N in milliseconds since 1970.
public final class ItemAttributes {
    private ItemAttributes() {}

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public static AttributeValue time(Instant value) {
        return number(value.toEpochMilli());
    }

    /// The attribute of this name.
    ///
    /// @throws NullPointerException with the name if the item does not have it; so do all methods
    ///     below but [#optionalText]
    public static AttributeValue required(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name);
    }

    public static String text(Map<String, AttributeValue> item, String name) {
        return required(item, name).s();
    }

    public static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    public static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(required(item, name).n());
    }

    public static Instant time(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(number(item, name));
    }

    public static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        return required(item, name).m();
    }
}
