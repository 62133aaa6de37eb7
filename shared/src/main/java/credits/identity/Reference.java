package credits.identity;

/// A feature's own name for what it worked on, such as a document; opaque to us. 1 to 64 of `0-9 A-Z a-z . _ : -`;
/// anything else is an [IllegalArgumentException].
public record Reference(String value) {
    public Reference {
        value = Name.checked(value, "reference");
    }

    @Override
    public String toString() {
        return value;
    }
}
