package credits.pricing;

/// What the page groups operations by, such as `Deep search`: 1 to 40 letters, digits, blanks and plain signs.
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
