package credits.ledger.query;

import credits.account.Account;
import credits.ledger.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The segments of a month, or a part of them.
///
/// @param monthEnd the account at the end of the month, or now
/// @param newestFirst the segments
/// @param previous the segment before the month's first one; present in the last part, unless the chain begins there
/// @param next the segment before which the next part goes on; empty in the last part
public record MonthSegments(
        Account monthEnd, List<Segment> newestFirst, Optional<Segment> previous, OptionalLong next) {
    public MonthSegments {
        newestFirst = List.copyOf(newestFirst);
    }

    /// Returns the size of the segments, in bytes.
    public long bytesRead() {
        return newestFirst.stream().mapToLong(Segment::packedBytes).sum();
    }
}
