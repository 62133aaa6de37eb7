package credits.simulation.store;

/// The calls that the store supports.
public enum Operation {
    GET,
    QUERY,
    PUT,
    UPDATE,
    TRANSACTION;

    boolean isRead() {
        return this == GET || this == QUERY;
    }
}
