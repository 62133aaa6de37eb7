package credits.identity;

/// What a feature does and a price list prices, such as `translation.document`. 1 to 64 of `0-9 A-Z a-z . _ : -`;
/// anything else is an [IllegalArgumentException].
public record Operation(String value) {
    public Operation {
        value = Name.checked(value, "operation");
    }

    @Override
    public String toString() {
        return value;
    }
}
