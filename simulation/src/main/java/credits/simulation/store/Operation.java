package credits.simulation.store;

/// The calls that the stand-in answers.
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
