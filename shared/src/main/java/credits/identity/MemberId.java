package credits.identity;

/// The opaque id of a person or a service of an organisation. 1 to 64 characters of `0-9 A-Z a-z . _ : -`; anything
/// else throws [IllegalArgumentException].
public record MemberId(String value) {
    public MemberId {
        value = Name.checked(value, "member");
    }

    @Override
    public String toString() {
        return value;
    }
}
