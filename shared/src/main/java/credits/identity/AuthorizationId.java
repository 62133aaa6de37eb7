package credits.identity;

/// A hold that a line is to be settled from. 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an
/// [IllegalArgumentException].
public record AuthorizationId(String value) {
    public AuthorizationId {
        value = Name.checked(value, "authorization");
    }

    @Override
    public String toString() {
        return value;
    }
}
