package credits.identity;

/// A person, or a service, of an organisation; opaque to us. 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an
/// [IllegalArgumentException].
public record MemberId(String value) {
    public MemberId {
        value = Name.checked(value, "member");
    }

    @Override
    public String toString() {
        return value;
    }
}
