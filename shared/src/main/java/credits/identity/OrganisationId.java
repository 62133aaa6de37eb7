package credits.identity;

/// Who owns an account. 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an [IllegalArgumentException].
public record OrganisationId(String value) {
    public OrganisationId {
        value = Name.checked(value, "organisation");
    }

    @Override
    public String toString() {
        return value;
    }
}
