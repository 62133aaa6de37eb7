package credits.pricing;

/// The quantity that one price covers, such as 1,000 tokens or 1 minute.
///
/// @param quantity 1 to 1,000,000,000
/// @param name the name of the unit as the page shows it, singular or plural, 1 to 32 characters
public record BillingUnit(long quantity, String name) {
    private static final long MAX_QUANTITY = 1_000_000_000;
    private static final int MAX_NAME_LENGTH = 32;

    public BillingUnit {
        if (quantity < 1 || quantity > MAX_QUANTITY)
            throw new IllegalArgumentException("unit.quantity must be 1 to " + MAX_QUANTITY);
        name = DisplayText.requireValid(name, "unit.name", MAX_NAME_LENGTH);
    }
}
