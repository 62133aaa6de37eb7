package credits.ledger;

import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The open holds as they were created. States leave the member and the reference of older holds out; an entry that
/// closes a hold has them again. This worker's 10,000 most recently used ones are kept in memory, and any other takes
/// one read. Thread-safe.
final class CreatedHolds {
    private static final int MAX_HOLDS = 10_000;

    private final SegmentStore segmentStore;
    private final Map<OwnedHold, Hold> holds = new LinkedHashMap<>(16, 0.75f, true);

    CreatedHolds(SegmentStore segmentStore) {
        this.segmentStore = segmentStore;
    }

    private record OwnedHold(OrganisationId organisation, AuthorizationId id) {}

    /// Stores the hold that `segment` created, if it did.
    void remember(Segment segment) {
        if (segment.kind() == Kind.AUTHORIZATION)
            put(segment.organisation(), segment.account().holds().open().getLast());
    }

    /// Returns the hold, which is open; empty if the segment that created it was lost in a restore.
    Optional<Hold> find(OrganisationId organisation, AuthorizationId id) {
        var found = findAny(organisation, id);
        long number = id.segmentNumber().orElseThrow();
        if (found.isEmpty() && segmentStore.findSegment(organisation, number).isPresent())
            throw new IllegalStateException("segment " + number + " did not create " + id);
        return found;
    }

    /// Returns the hold with this id; empty if there is none.
    Optional<Hold> findAny(OrganisationId organisation, AuthorizationId id) {
        var known = known(new OwnedHold(organisation, id));
        if (known != null) return Optional.of(known);
        if (id.segmentNumber().isEmpty()) return Optional.empty();
        var created = segmentStore
                .findSegment(organisation, id.segmentNumber().getAsLong())
                .flatMap(segment -> segment.account().holds().findOpen(id))
                .filter(hold -> !hold.isAbridged());
        created.ifPresent(hold -> put(organisation, hold));
        return created;
    }

    private synchronized @Nullable Hold known(OwnedHold hold) {
        return holds.get(hold);
    }

    private synchronized void put(OrganisationId organisation, Hold hold) {
        var _ = holds.put(new OwnedHold(organisation, hold.id()), hold);
        if (holds.size() > MAX_HOLDS) {
            var _ = holds.remove(holds.keySet().iterator().next());
        }
    }
}
