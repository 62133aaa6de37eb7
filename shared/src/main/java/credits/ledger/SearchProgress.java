package credits.ledger;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How far the searches for old ids have come that ran out of time, so that the next attempt goes on where they
/// stopped. Segments never change, so what has been searched stays searched. Keeps the 1,000 most recent ones.
/// Thread-safe.
final class SearchProgress {
    private static final int MAX_SEARCHES = 1_000;

    private final Map<IdOfAccount, SearchedRange> searches = new LinkedHashMap<>(16, 0.75f, true);

    private record IdOfAccount(OrganisationId organisation, UniqueId id) {}

    /// The segments from `first` (inclusive) to `end` (exclusive), none of which has the id.
    record SearchedRange(long first, long end) {
        private boolean contains(long otherFirst, long otherEnd) {
            return first <= otherFirst && otherEnd <= end;
        }
    }

    /// Returns the first segment up to which all of `ids` have been searched for, if that includes the segments from
    /// `first` to `end`.
    synchronized Optional<Long> findFirst(
            OrganisationId organisation, Collection<UniqueId> ids, long first, long end) {
        long latest = 0;
        for (var id : ids) {
            var range = searches.get(new IdOfAccount(organisation, id));
            if (range == null || !range.contains(first, end)) return Optional.empty();
            latest = Math.max(latest, range.first());
        }
        return Optional.of(latest);
    }

    /// Stores that none of `ids` is in the segments of `range`.
    synchronized void save(OrganisationId organisation, Collection<UniqueId> ids, SearchedRange range) {
        for (var id : ids) searches.put(new IdOfAccount(organisation, id), range);
        while (searches.size() > MAX_SEARCHES) {
            var _ = searches.remove(searches.keySet().iterator().next());
        }
    }
}
