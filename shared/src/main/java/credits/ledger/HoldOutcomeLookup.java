package credits.ledger;

import credits.account.ClosedHold.HoldOutcome;
import credits.identity.AuthorizationId;
import java.util.Optional;

/// Finds the outcome of holds that the state no longer remembers, by reading forward from the segment that
/// created each of them.
///
/// @param head the newest known state of the chain
record HoldOutcomeLookup(SegmentStore segmentStore, ChainHead head) {
    // A hold is open for a day at most, and few accounts commit more than this many times a day. For one that
    // does, the answer is that the hold is closed, without its outcome.
    private static final int MAX_SEGMENTS = 1_024;
    private static final int PAGE_SIZE = 32;

    /// Returns the outcome of the hold with this id; empty if no segment created one.
    Optional<HoldOutcome> find(AuthorizationId id) {
        long openedIn = id.segmentNumber().orElse(Long.MAX_VALUE);
        if (openedIn >= head.account().segmentCount()) return Optional.empty();
        var first = segmentStore.getSegment(head.organisation(), openedIn);
        var outcome = outcomeAfter(first, id);
        if (outcome.isPresent() || !isOpenAfter(first, id)) return outcome;
        for (long after = openedIn; after < openedIn + MAX_SEGMENTS; after += PAGE_SIZE) {
            var page = segmentStore.segmentsAfter(head.organisation(), after, PAGE_SIZE);
            for (var segment : page) {
                var later = outcomeAfter(segment, id);
                if (later.isPresent()) return later;
            }
            if (page.size() < PAGE_SIZE) break;
        }
        return Optional.of(HoldOutcome.CLOSED);
    }

    private static boolean isOpenAfter(Segment segment, AuthorizationId id) {
        return segment.account().holds().findOpen(id).isPresent();
    }

    private static Optional<HoldOutcome> outcomeAfter(Segment segment, AuthorizationId id) {
        return segment.account().holds().findOutcome(id);
    }
}
