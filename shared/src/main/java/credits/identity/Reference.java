package credits.identity;

/// A feature's own reference to what it worked on, such as a document. Opaque to us. 1 to 64 characters of `0-9 A-Z a-z
/// . _ : -`; anything else throws [IllegalArgumentException].
public record Reference(String value) {
    public Reference {
        value = Name.checked(value, "reference");
    }

    @Override
    public String toString() {
        return value;
    }
}
