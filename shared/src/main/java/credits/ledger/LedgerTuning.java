package credits.ledger;

/// The sizes of the ledger's in-memory data and index. They affect costs only: every answer is the same with other
/// values, which is why the simulation runs with tiny ones.
///
/// @param maxRecentIds the approximate number of ids that a window keeps
/// @param maxRecentSegments the maximum number of segments that a window spans
/// @param segmentsPerIndexPage the number of segments that a page of [IdIndex] covers; the same for all users of
///     a table
/// @param maxPagesInShortSearch the number of pages after which a search for an old id keeps how far it has come
public record LedgerTuning(
        int maxRecentIds, int maxRecentSegments, int segmentsPerIndexPage, int maxPagesInShortSearch) {
    /// The deployed values.
    public static final LedgerTuning DEFAULT = new LedgerTuning(512, 256, 64, 64);
}
