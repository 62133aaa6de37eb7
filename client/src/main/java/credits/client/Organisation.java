package credits.client;

/// The organisation whose account is debited.
///
/// @param id 1 to 64 characters of `0-9 A-Z a-z . _ : -`
public record Organisation(String id) {
    /// @throws IllegalArgumentException if the id has another form
    public Organisation {
        id = Name.checked(id, "organisation");
    }

    @Override
    public String toString() {
        return id;
    }
}
