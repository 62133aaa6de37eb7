package credits.ledger;

/// The sizes of the ledger's in-memory data and index. They affect costs only: every answer is the same with other
/// values, which is why the simulation runs with tiny ones.
///
/// @param maxRecentIds the number of ids of which a segment carries the hashes, if it has room for so many
/// @param segmentsPerIndexPage the number of segments that a page of [IdIndex] covers; the same for all users of
///     a table
/// @param maxPagesInShortSearch the number of pages after which a search for an old id keeps how far it has come
/// @param maxKnownSegments the number of segments whose ids a worker keeps in memory
/// @param maxKnownPages the number of pages that a worker keeps in memory
/// @param minCommitsInARow after how many commits without another worker's in between a worker takes its own head for
///     the newest
public record LedgerTuning(
        int maxRecentIds,
        int segmentsPerIndexPage,
        int maxPagesInShortSearch,
        int maxKnownSegments,
        int maxKnownPages,
        int minCommitsInARow) {
    /// The deployed values. A segment records ten ids at most, and a page takes 5 KB then, so that what is known takes
    /// 15 MB: the last five minutes of an account with 250 commits a second, or of 50 accounts with five.
    public static final LedgerTuning DEFAULT = new LedgerTuning(512, 64, 64, 4_096, 2_048, 3);
}
