package credits.ledger;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.codec.IdWatermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The window of recent ids: those of the newest segments, without gaps, and bounds on all older ones.
///
/// An id found here is in the ledger. An id not found here that is greater than `lowWatermark` is new, since no
/// id before the window is greater. Any other id must be looked up in the segments before `firstSegment`. All of
/// this holds for one state of the chain, and the put of the next segment pins that state. Correctness depends on
/// no clock and no size; they affect only the cost.
///
/// @param firstSegment the window's first segment
/// @param lowWatermark at least as great as any id before the window
/// @param highWatermark the greatest id in the chain
/// @param idsBySegment the ids of the segments from `firstSegment` on, one element each
public record RecentIds(
        long firstSegment, UniqueId lowWatermark, UniqueId highWatermark, List<List<RecordedId>> idsBySegment) {
    /// The window of an empty chain.
    public static final RecentIds EMPTY = new RecentIds(0, UniqueId.MIN_VALUE, UniqueId.MIN_VALUE, List.of());

    public RecentIds {
        idsBySegment = List.copyOf(idsBySegment);
    }

    public IdWatermarks watermarks() {
        return new IdWatermarks(firstSegment, lowWatermark, highWatermark);
    }

    Optional<RecordedIdLocation> find(UniqueId id) {
        if (id.isGreaterThan(highWatermark)) return Optional.empty();
        for (int i = 0; i < idsBySegment.size(); i++) {
            for (var recordedId : idsBySegment.get(i)) {
                if (recordedId.id().equals(id))
                    return Optional.of(new RecordedIdLocation(firstSegment + i, recordedId.contentHash()));
            }
        }
        return Optional.empty();
    }

    /// Whether an id that is not found here may be in a segment before the window.
    boolean mayBeOlder(UniqueId id) {
        return firstSegment > 0 && !id.isGreaterThan(lowWatermark);
    }

    /// Returns the window after a segment with these ids. It always keeps that segment's own ids.
    RecentIds plus(List<RecordedId> ids, LedgerTuning tuning) {
        var newHighWatermark = maxId(ids, highWatermark);
        if (idsBySegment.size() >= tuning.maxRecentSegments())
            return new RecentIds(
                    firstSegment + idsBySegment.size(),
                    lowWatermark.max(highWatermark),
                    newHighWatermark,
                    List.of(ids));
        var all = new ArrayList<>(idsBySegment);
        all.add(ids);
        int count = all.stream().mapToInt(List::size).sum();
        var newLowWatermark = lowWatermark;
        int dropped = 0;
        while (count > tuning.maxRecentIds() && dropped < all.size() - 1) {
            count -= all.get(dropped).size();
            newLowWatermark = maxId(all.get(dropped), newLowWatermark);
            dropped++;
        }
        return new RecentIds(
                firstSegment + dropped, newLowWatermark, newHighWatermark, all.subList(dropped, all.size()));
    }

    /// Returns the window after another writer's segment, which follows this one: the stored watermarks of the
    /// segment apply.
    RecentIds after(List<RecordedId> ids, IdWatermarks watermarks) {
        int dropped = Math.toIntExact(watermarks.firstSegment() - firstSegment);
        if (dropped < 0 || dropped > idsBySegment.size()) {
            throw new IllegalStateException("recent ids from " + firstSegment
                    + " cannot be followed by recent ids from " + watermarks.firstSegment());
        }
        var all = new ArrayList<>(idsBySegment.subList(dropped, idsBySegment.size()));
        all.add(ids);
        return new RecentIds(watermarks.firstSegment(), watermarks.lowWatermark(), watermarks.highWatermark(), all);
    }

    private static UniqueId maxId(List<RecordedId> ids, UniqueId atLeast) {
        var max = atLeast;
        for (var recordedId : ids) max = max.max(recordedId.id());
        return max;
    }
}
