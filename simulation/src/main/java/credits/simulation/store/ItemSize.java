package credits.simulation.store;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The size of an item in bytes, by which AWS limits and bills it. See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html.
public final class ItemSize {
    /// The maximum size of an item.
    public static final int GREATEST = 400 * 1024;

    private static final int OF_A_DOCUMENT = 3;
    private static final int OF_AN_ELEMENT = 1;

    private ItemSize() {}

    /// The bytes of all names and values, in UTF-8.
    public static int of(Map<String, AttributeValue> item) {
        int size = 0;
        for (var attribute : item.entrySet()) size += Key.bytes(attribute.getKey()) + of(attribute.getValue());
        return size;
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> Key.bytes(value.s());
            case B -> value.b().asByteArrayUnsafe().length;
            case N -> ofNumber(value.n());
            case BOOL, NUL -> 1;
            case L ->
                OF_A_DOCUMENT
                        + value.l().stream()
                                .mapToInt(element -> OF_AN_ELEMENT + of(element))
                                .sum();
            case M -> OF_A_DOCUMENT + value.m().size() * OF_AN_ELEMENT + of(value.m());
            default -> throw new UnsupportedOperationException("an attribute of type " + value.type());
        };
    }

    // One byte per two significant digits and one more; a sign takes another one.
    private static int ofNumber(String number) {
        var value = new BigDecimal(number).stripTrailingZeros();
        return (value.precision() + 1) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }
}
