package credits.simulation.store;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The size of an item in bytes, by which AWS limits and bills it. See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html.
public final class ItemSize {
    /// The maximum size of an item.
    public static final int MAX_BYTES = 400 * 1024;

    private static final int DOCUMENT_OVERHEAD = 3;
    private static final int ELEMENT_OVERHEAD = 1;

    private ItemSize() {}

    /// The bytes of all names and values, in UTF-8.
    public static int of(Map<String, AttributeValue> item) {
        int size = 0;
        for (var attribute : item.entrySet()) size += ItemKey.utf8Bytes(attribute.getKey()) + of(attribute.getValue());
        return size;
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> ItemKey.utf8Bytes(value.s());
            case B -> value.b().asByteArrayUnsafe().length;
            case N -> ofNumber(value.n());
            case BOOL, NUL -> 1;
            case SS -> value.ss().stream().mapToInt(ItemKey::utf8Bytes).sum();
            case L ->
                DOCUMENT_OVERHEAD
                        + value.l().stream()
                                .mapToInt(element -> ELEMENT_OVERHEAD + of(element))
                                .sum();
            case M -> DOCUMENT_OVERHEAD + value.m().size() * ELEMENT_OVERHEAD + of(value.m());
            default -> throw new UnsupportedOperationException("an attribute of type " + value.type());
        };
    }

    // One byte per two significant digits and one more; a sign takes another one.
    private static int ofNumber(String number) {
        var value = new BigDecimal(number).stripTrailingZeros();
        return (value.precision() + 1) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }
}
