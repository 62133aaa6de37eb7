package credits.identity;

/// The id of the organisation that owns an account. 1 to 64 characters of `0-9 A-Z a-z . _ : -`; anything
/// else throws [IllegalArgumentException].
public record OrganisationId(String value) {
    public OrganisationId {
        value = NameFormat.requireValid(value, "organisation");
    }

    @Override
    public String toString() {
        return value;
    }
}
