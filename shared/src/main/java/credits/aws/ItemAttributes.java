package credits.aws;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Attributes of items as our stores write them: text as S, numbers as N, times as N in milliseconds since 1970.
public final class ItemAttributes {
    private static final int DAYS_KEPT = 35;

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

    /// Has DynamoDB delete `item` some time after `time`.
    public static void expire(Map<String, AttributeValue> item, Instant time) {
        item.put(TableKeys.TIME_TO_LIVE, number(time.getEpochSecond()));
    }

    /// Has DynamoDB delete `item`, which counts something of a day, once nobody asks about that day any more.
    public static void expireDay(Map<String, AttributeValue> item, LocalDate date) {
        expire(item, date.plusDays(DAYS_KEPT).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /// The attribute of this name.
    ///
    /// @throws NullPointerException with the name if the item does not have it; so do all methods
    ///     below but [#optionalText] and [#optionalTime]
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

    public static Optional<Instant> optionalTime(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Optional.of(time(item, name)) : Optional.empty();
    }

    /// Reads an item that may have been written by newer code, or damaged. Empty if it cannot be read.
    ///
    /// @param unreadable then receives a fault that names the item's key
    public static <T> Optional<T> tryRead(
            Map<String, AttributeValue> item,
            Function<Map<String, AttributeValue>, T> reader,
            Consumer<RuntimeException> unreadable) {
        try {
            return Optional.of(reader.apply(item));
        } catch (RuntimeException fault) {
            var key = text(item, TableKeys.PARTITION_KEY) + " " + text(item, TableKeys.SORT_KEY);
            unreadable.accept(new IllegalStateException("an item cannot be read: " + key, fault));
            return Optional.empty();
        }
    }

    public static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        return required(item, name).m();
    }
}
