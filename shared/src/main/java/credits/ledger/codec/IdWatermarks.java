package credits.ledger.codec;

import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import java.util.List;

/// Bounds of the ids of a chain, stored in each segment so that a worker that has read only this segment can continue.
///
/// Older code keeps the ids of the segments from `firstSegment` on in memory and can work on the same chain. Today's
/// begins that window anew with each segment, and decides by [RecentIds].
///
/// @param firstSegment the first segment of older code's window
/// @param lowWatermark at least as great as any id before `firstSegment`
/// @param highWatermark the greatest id in the chain
public record IdWatermarks(long firstSegment, UniqueId lowWatermark, UniqueId highWatermark) {
    /// The watermarks of an empty chain.
    public static final IdWatermarks NONE = new IdWatermarks(0, UniqueId.MIN_VALUE, UniqueId.MIN_VALUE);

    /// Returns the watermarks of the next segment.
    ///
    /// @param number the next segment's number
    /// @param ids the ids that it records
    public IdWatermarks after(long number, List<RecordedId> ids) {
        var greatest = highWatermark;
        for (var recordedId : ids) greatest = greatest.max(recordedId.id());
        return new IdWatermarks(number, lowWatermark.max(highWatermark), greatest);
    }
}
