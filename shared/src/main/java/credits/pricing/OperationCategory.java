package credits.pricing;

/// A group of operations on the page, such as `Deep search`: 1 to 40 letters, digits, spaces and common
/// punctuation marks.
public record OperationCategory(String name) {
    private static final int MAX_NAME_LENGTH = 40;

    public OperationCategory {
        name = DisplayText.requireValid(name, "category", MAX_NAME_LENGTH);
    }

    @Override
    public String toString() {
        return name;
    }
}
