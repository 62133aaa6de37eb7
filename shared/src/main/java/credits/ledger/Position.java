package credits.ledger;

/// An entry's place in a chain.
///
/// @param index which line of the segment, from 0; [Integer#MAX_VALUE] for its end
public record Position(long segment, int index) {}
