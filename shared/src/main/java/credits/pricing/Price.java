package credits.pricing;

import credits.identity.Operation;

/// The price of one operation, as a price list publishes it.
///
/// @param operation the operation that is priced
/// @param name its display name, 1 to 80 characters
public record Price(Operation operation, String name, Category category, Rate rate) {
    private static final int LONGEST_NAME = 80;

    public Price {
        name = Text.checked(name, "name", LONGEST_NAME);
    }
}
