package credits.pricing;

import credits.identity.Operation;
import java.util.Map;

/// The price of one operation, as a price list publishes it.
///
/// @param operation the operation that is priced
/// @param name its display name, 1 to 80 characters
/// @param translations by language (ISO 639-1), for readers of other languages
public record Price(
        Operation operation,
        String name,
        OperationCategory category,
        UnitRate rate,
        Map<String, PriceTranslation> translations) {
    private static final int MAX_NAME_LENGTH = 80;

    public Price {
        name = requireValidName(name);
        translations = Map.copyOf(translations);
    }

    public Price(Operation operation, String name, OperationCategory category, UnitRate rate) {
        this(operation, name, category, rate, Map.of());
    }

    static String requireValidName(String name) {
        return DisplayText.requireValid(name, "name", MAX_NAME_LENGTH);
    }
}
