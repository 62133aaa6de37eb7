package credits.ledger;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import java.util.Optional;

/// Finds out how holds ended that the state no longer remembers, reading forward from the segment that created each
/// of them.
///
/// @param head the newest known state of the chain
record Endings(Chain chain, Head head) {
    // A hold is open for a day at most, and few accounts commit more often in a day. For one that does, the answer is
    // that the hold is closed, without saying how.
    private static final int MOST = 1_024;
    private static final int PAGE = 32;

    /// Returns the outcome of the hold with this id; empty if no segment created one.
    Optional<Ending> find(AuthorizationId id) {
        long made = id.segment().orElse(Long.MAX_VALUE);
        if (made >= head.account().segments()) return Optional.empty();
        var first = chain.segment(head.organisation(), made);
        var ending = ending(first, id);
        if (ending.isPresent() || !opens(first, id)) return ending;
        for (long after = made; after < made + MOST; after += PAGE) {
            var page = chain.after(head.organisation(), after, PAGE);
            for (var segment : page) {
                var later = ending(segment, id);
                if (later.isPresent()) return later;
            }
            if (page.size() < PAGE) break;
        }
        return Optional.of(Ending.CLOSED);
    }

    private static boolean opens(Segment segment, AuthorizationId id) {
        return segment.account().holds().find(id).isPresent();
    }

    private static Optional<Ending> ending(Segment segment, AuthorizationId id) {
        return segment.account().holds().ending(id);
    }
}
