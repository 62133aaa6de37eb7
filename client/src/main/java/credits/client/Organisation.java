package credits.client;

/// Who pays. 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an [IllegalArgumentException].
public record Organisation(String id) {
    public Organisation {
        id = Name.checked(id, "organisation");
    }

    @Override
    public String toString() {
        return id;
    }
}
