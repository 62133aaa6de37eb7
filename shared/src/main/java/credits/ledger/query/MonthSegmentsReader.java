package credits.ledger.query;

import credits.account.Account;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the segments of a month, newest first, up to a number of bytes.
///
/// @param maxBytes the size after which a part ends; one read of DynamoDB's, at most 1 MB, may go beyond it
record MonthSegmentsReader(SegmentStore segmentStore, OrganisationId organisation, YearMonth month, int maxBytes) {
    private static final int MAX_SEGMENTS_PER_READ = 64;

    /// Reads back from the end of the month, or from the segment before `before`.
    MonthSegments read(Account monthEnd, OptionalLong before) {
        var segments = new ArrayList<Segment>();
        long bytes = 0;
        long from = Math.min(before.orElse(monthEnd.segmentCount()), monthEnd.segmentCount()) - 1;
        while (from >= 0 && bytes < maxBytes) {
            var page = segmentStore.segmentsBackwards(organisation, 0, from, MAX_SEGMENTS_PER_READ);
            if (page.isEmpty()) break;
            for (var segment : page) {
                if (segment.account().currentMonth().isBefore(month))
                    return new MonthSegments(monthEnd, segments, Optional.of(segment), OptionalLong.empty());
                segments.add(segment);
                bytes += segment.packedBytes();
            }
            from = page.getLast().number() - 1;
        }
        boolean isLast = from < 0 || bytes < maxBytes;
        return new MonthSegments(
                monthEnd, segments, Optional.empty(), isLast ? OptionalLong.empty() : OptionalLong.of(from + 1));
    }
}
