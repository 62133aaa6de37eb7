package credits.pricing;

import credits.identity.Operation;

/// The price of one operation, as a price list publishes it.
///
/// @param operation the operation that is priced
/// @param name its display name, 1 to 80 characters
public record Price(Operation operation, String name, OperationCategory category, UnitRate rate) {
    private static final int MAX_NAME_LENGTH = 80;

    public Price {
        name = DisplayText.requireValid(name, "name", MAX_NAME_LENGTH);
    }
}
