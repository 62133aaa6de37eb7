package credits.pricing;

/// A group of operations on the page, such as `Deep search`: 1 to 40 letters, digits, spaces and common
/// punctuation marks.
public record OperationCategory(String name) {
    /// The category that has the sum of those for which a month has no room.
    public static final OperationCategory OTHER = new OperationCategory("Other");

    private static final int MAX_NAME_LENGTH = 40;

    public OperationCategory {
        name = DisplayText.requireValid(name, "category", MAX_NAME_LENGTH);
    }

    @Override
    public String toString() {
        return name;
    }
}
