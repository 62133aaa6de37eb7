package credits.pricing;

/// The name of an operation and of its category in another language. Only people read them: usage is booked in the
/// categories of the price itself.
public record PriceTranslation(String name, OperationCategory category) {
    public PriceTranslation {
        name = Price.requireValidName(name);
    }
}
