package credits.ledger;

/// The sizes of the ledger's in-memory data and index. They affect costs only: every answer is the same with other
/// values, which is why the simulation runs with tiny ones.
///
/// @param windowIds the approximate number of ids that a window keeps
/// @param windowSegments the maximum number of segments that a window spans
/// @param directoryBlock the number of segments that a page of the directory covers; the same for all users of a table
public record Sizes(int windowIds, int windowSegments, int directoryBlock) {
    /// The deployed values.
    public static final Sizes DEPLOYED = new Sizes(512, 256, 64);
}
