package credits.ledger.query;

import credits.money.Eur;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// The sums of a range of days, or of a part of it: those of all parts are to be added.
///
/// @param groups by day, operation or category, or by member with an empty text for usage without one
/// @param startCursorKey the key that the start of this part must be signed with; empty if it is not in the range
/// @param next where the next part begins; empty at the end
/// @param bytesRead the size of the segments that were read
public record UsageTotals(
        ZoneId timeZone,
        Map<String, GroupTotal> groups,
        Optional<SdkBytes> startCursorKey,
        Optional<NextPart> next,
        long bytesRead) {
    public UsageTotals {
        groups = Map.copyOf(groups);
    }

    /// The sum of a group.
    ///
    /// @param operationCount the number of debited lines
    public record GroupTotal(Eur cost, long operationCount) {
        public GroupTotal plus(GroupTotal other) {
            return new GroupTotal(cost.plus(other.cost), Math.addExact(operationCount, other.operationCount));
        }
    }

    /// Where the next part begins.
    ///
    /// @param segmentNumber the next segment to read
    /// @param cursorKey its hash, which nobody outside knows
    public record NextPart(long segmentNumber, SdkBytes cursorKey) {}
}
