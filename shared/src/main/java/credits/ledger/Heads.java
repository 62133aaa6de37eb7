package credits.ledger;

import credits.account.Placed;
import credits.identity.OrganisationId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cache of the heads that this worker has seen, so that a warm commit reads nothing. It keeps the 1,000 most
/// recently used. Thread-safe.
final class Heads {
    private static final int MOST = 1_000;
    private static final int FAR_BEHIND = 32;

    private final Chain chain;
    private final ZoneId defaultZone;
    private final Map<OrganisationId, Head> known = new LinkedHashMap<>(16, 0.75f, true);

    Heads(Chain chain, ZoneId defaultZone) {
        this.chain = chain;
        this.defaultZone = defaultZone;
    }

    synchronized Optional<Head> find(OrganisationId organisation) {
        return Optional.ofNullable(known.get(organisation));
    }

    /// Stores `head`, unless a newer one is stored.
    synchronized void keep(Head head) {
        var _ = known.merge(
                head.organisation(),
                head,
                (old, fresh) -> old.account().segments() > fresh.account().segments() ? old : fresh);
        if (known.size() > MOST) {
            var _ = known.remove(known.keySet().iterator().next());
        }
    }

    /// Reads the current head of an account.
    Head read(OrganisationId organisation) {
        var newest = chain.head(organisation);
        if (newest.isEmpty()) return Head.ofNothing(organisation, defaultZone);
        return head(newest.get());
    }

    private Head head(Segment newest) {
        var marks = newest.marks();
        var segments = new ArrayList<List<Placed>>();
        for (var ids : chain.ids(newest.organisation(), marks.from(), newest.number() - 1)) segments.add(ids.placed());
        segments.add(newest.placed());
        var window = new Window(marks.from(), marks.low(), marks.top(), segments);
        return new Head(newest.organisation(), newest.account(), window, newest.hash());
    }

    /// Follows the chain from `head` to its current end. If that is far ahead, reads the newest segment instead.
    Head readOn(Head head) {
        var newer = chain.after(head.organisation(), head.account().segments() - 1, FAR_BEHIND);
        if (newer.size() == FAR_BEHIND) return read(head.organisation());
        var newest = head;
        for (var segment : newer) newest = newest.adopting(segment);
        return newest;
    }
}
