package credits.ledger;

import credits.account.ClosedHold.HoldOutcome;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.identity.AuthorizationId;
import java.util.Optional;

/// Finds out how holds ended that the state no longer remembers.
///
/// A hold is open in the states of consecutive segments, beginning with the one that placed it. The first state
/// without it is found in steps that double, and then by halves: for a hold that was open during `n` commits, in about
/// 2 log₂ `n` reads of one segment. Where segments were lost in a restore, the first one behind them is read instead.
///
/// @param head the newest known state of the chain
record HoldOutcomeLookup(SegmentStore segmentStore, ChainHead head) {
    /// Returns the outcome of the hold with this id, which is not open in `head`; empty if no segment placed one.
    Optional<HoldOutcome> find(AuthorizationId id) {
        long placedIn = id.segmentNumber().orElse(Long.MAX_VALUE);
        if (placedIn >= head.account().segmentCount()) return Optional.empty();
        var placing = firstFrom(placedIn);
        // A debit at once has an id, but is never open.
        if (!isOpenAfter(placing, id)) return placing.account().holds().findOutcome(id);
        return Optional.of(outcomeIn(findClosingSegment(id, placing.number()), id));
    }

    private Segment findClosingSegment(AuthorizationId id, long openIn) {
        long newest = head.account().segmentCount() - 1;
        long lastOpen = openIn;
        var closed = firstFrom(Math.min(lastOpen + 1, newest));
        for (long step = 2; isOpenAfter(closed, id); step *= 2) {
            if (closed.number() == newest) throw new IllegalStateException("still open: " + id);
            lastOpen = closed.number();
            closed = firstFrom(Math.min(lastOpen + step, newest));
        }
        // From here on, it is closed or lost.
        long end = closed.number();
        while (end - lastOpen > 1) {
            long middle = lastOpen + (end - lastOpen) / 2;
            var found = firstFrom(middle);
            if (isOpenAfter(found, id)) lastOpen = found.number();
            else {
                closed = found;
                end = middle;
            }
        }
        return closed;
    }

    private Segment firstFrom(long number) {
        return segmentStore.firstFrom(head.organisation(), number);
    }

    // One commit may close more holds than its state remembers. The state remembers a release, which is the last one to
    // be closed, and each expiry has an event.
    private static HoldOutcome outcomeIn(Segment closing, AuthorizationId id) {
        boolean hasExpired = closing.events().stream()
                .anyMatch(event -> event instanceof AuthorizationExpired expired
                        && expired.id().equals(id));
        if (hasExpired) return HoldOutcome.EXPIRED;
        return closing.account().holds().findOutcome(id).orElse(HoldOutcome.CAPTURED);
    }

    private static boolean isOpenAfter(Segment segment, AuthorizationId id) {
        return segment.account().holds().findOpen(id).isPresent();
    }
}
