package credits.simulation.store;

/// The calls that the store supports.
public enum StoreOperation {
    GET,
    QUERY,
    PUT,
    UPDATE,
    TRANSACTION;

    public boolean isRead() {
        return this == GET || this == QUERY;
    }
}
