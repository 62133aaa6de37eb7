package credits.ledger;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import java.util.Optional;

/// How holds ended that the state does not remember: read forward from the segment that made each.
///
/// @param head where the chain is known to reach
record Endings(Chain chain, Head head) {
    // A hold is open for a day at most, and few accounts commit more often in a day than this; of one that does, it
    // is said that the hold is closed, not how.
    private static final int MOST = 1_024;
    private static final int PAGE = 32;

    /// How the hold with this id ended; empty when no segment made one.
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
