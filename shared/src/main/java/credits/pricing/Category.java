package credits.pricing;

/// A group of operations on the page, such as `Deep search`: 1 to 40 letters, digits, spaces and common
/// punctuation marks.
public record Category(String name) {
    private static final int LONGEST = 40;

    public Category {
        name = Text.checked(name, "category", LONGEST);
    }

    @Override
    public String toString() {
        return name;
    }
}
