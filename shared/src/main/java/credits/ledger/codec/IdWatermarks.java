package credits.ledger.codec;

import credits.identity.UniqueId;

/// The bounds of the recent ids, stored in each segment so that a worker that has read only this segment can
/// continue.
///
/// @param firstSegment the oldest segment whose ids are recent
/// @param lowWatermark at least as great as any id before `firstSegment`
/// @param highWatermark the greatest id in the chain
public record IdWatermarks(long firstSegment, UniqueId lowWatermark, UniqueId highWatermark) {
    /// The watermarks of an empty chain.
    public static final IdWatermarks NONE = new IdWatermarks(0, UniqueId.MIN_VALUE, UniqueId.MIN_VALUE);
}
