package credits.ledger;

/// The position of an entry in a chain.
///
/// @param index the line within the segment, from 0; [Integer#MAX_VALUE] for its end
public record Position(long segment, int index) {}
