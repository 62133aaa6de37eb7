package credits.identity;

/// The opaque id of a client of the identity provider: an app or a service. 1 to 64 characters of
/// `0-9 A-Z a-z . _ : -`; anything else throws [IllegalArgumentException].
public record ClientId(String value) {
    public ClientId {
        value = NameFormat.requireValid(value, "client");
    }

    @Override
    public String toString() {
        return value;
    }
}
