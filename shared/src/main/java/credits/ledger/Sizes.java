package credits.ledger;

/// How much the ledger keeps at hand. These numbers move costs only: every answer is the same with any others,
/// which is why the simulation runs with tiny ones.
///
/// @param windowIds how many ids a window keeps, about
/// @param windowSegments how many segments a window spans at most
/// @param directoryBlock how many segments a page of the directory covers; the same for all who use a table
public record Sizes(int windowIds, int windowSegments, int directoryBlock) {
    /// What is deployed.
    public static final Sizes DEPLOYED = new Sizes(512, 256, 64);
}
