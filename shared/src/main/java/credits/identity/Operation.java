package credits.identity;

/// A billable operation of a feature, such as `translation.document`, as a price list names it. 1 to 64 characters of
/// `0-9 A-Z a-z . _ : -`; anything else throws [IllegalArgumentException].
public record Operation(String value) {
    public Operation {
        value = Name.checked(value, "operation");
    }

    @Override
    public String toString() {
        return value;
    }
}
