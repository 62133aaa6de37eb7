package credits.pricing;

/// What one price buys: a number of things and their name, such as 1,000 tokens or 1 minute.
///
/// @param quantity how many, 1 to 1,000,000,000
/// @param name what they are called in the plural or singular that the page shows, 1 to 32 characters
public record BillingUnit(long quantity, String name) {
    private static final long LARGEST = 1_000_000_000;
    private static final int LONGEST_NAME = 32;

    public BillingUnit {
        if (quantity < 1 || quantity > LARGEST)
            throw new IllegalArgumentException("unit.quantity must be 1 to " + LARGEST);
        name = Text.checked(name, "unit.name", LONGEST_NAME);
    }
}
