package credits.ledger.query;

import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import java.time.Instant;
import java.util.Optional;

/// Finds the newest segment that was booked at or before a time, by halves: the clock of a chain never goes back. Where
/// segments were lost in a restore, the one before them is found instead.
record PastSegmentSearch(SegmentStore segmentStore, Segment head) {
    /// Returns that segment; empty if the chain began later.
    Optional<Segment> newestAt(Instant time) {
        if (!isLater(head, time)) return Optional.of(head);
        var newest = Optional.<Segment>empty();
        long first = 0;
        long last = head.number() - 1;
        while (first <= last) {
            long middle = first + (last - first) / 2;
            var found = segmentStore.segmentsBackwards(head.organisation(), first, middle, 1).stream()
                    .findFirst();
            if (found.filter(segment -> isLater(segment, time)).isPresent()) {
                last = found.get().number() - 1;
            } else {
                newest = found.isPresent() ? found : newest;
                first = middle + 1;
            }
        }
        return newest;
    }

    private static boolean isLater(Segment segment, Instant time) {
        return segment.account().clockTime().isAfter(time);
    }
}
