package credits.ledger;

/// The one table: the names of its keys. Code, deployment and tests take them from here.
public final class Table {
    /// Partition key, text: what the item belongs to, such as `O#acme`.
    public static final String PARTITION = "p";

    /// Sort key, text: which of its items, such as `L#00000000002a`.
    public static final String SORT = "s";

    private Table() {}
}
