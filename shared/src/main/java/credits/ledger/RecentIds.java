package credits.ledger;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
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
/// @param segments the segments from `firstSegment` on
record RecentIds(long firstSegment, UniqueId lowWatermark, UniqueId highWatermark, List<StoredIds> segments) {
    /// The window of an empty chain.
    static final RecentIds EMPTY = new RecentIds(0, UniqueId.MIN_VALUE, UniqueId.MIN_VALUE, List.of());

    RecentIds {
        segments = List.copyOf(segments);
    }

    Optional<RecordedIdLocation> find(UniqueId id) {
        if (id.isGreaterThan(highWatermark)) return Optional.empty();
        for (var segment : segments) {
            for (var recordedId : segment.ids().recordedIds()) {
                if (recordedId.id().equals(id))
                    return Optional.of(new RecordedIdLocation(segment.segmentNumber(), recordedId.contentHash()));
            }
        }
        return Optional.empty();
    }

    /// Returns the segments of the window from `number` on.
    List<StoredIds> segmentsFrom(long number) {
        return segments.subList(Math.toIntExact(Math.max(0, number - firstSegment)), segments.size());
    }

    /// Whether an id that is not found here may be in a segment before the window.
    boolean mayBeOlder(UniqueId id) {
        return firstSegment > 0 && !id.isGreaterThan(lowWatermark);
    }

    /// Returns the watermarks of the next segment, if it has these ids. Its window always keeps them.
    IdWatermarks watermarksAfter(List<RecordedId> ids, LedgerTuning tuning) {
        var newHighWatermark = maxId(ids, highWatermark);
        if (segments.size() >= tuning.maxRecentSegments())
            return new IdWatermarks(firstSegment + segments.size(), lowWatermark.max(highWatermark), newHighWatermark);
        int count = ids.size();
        for (var segment : segments) count += segment.ids().recordedIds().size();
        var newLowWatermark = lowWatermark;
        int dropped = 0;
        while (count > tuning.maxRecentIds() && dropped < segments.size()) {
            var oldest = segments.get(dropped).ids().recordedIds();
            count -= oldest.size();
            newLowWatermark = maxId(oldest, newLowWatermark);
            dropped++;
        }
        return new IdWatermarks(firstSegment + dropped, newLowWatermark, newHighWatermark);
    }

    /// Returns the window after the next segment, whichever writer it is from: its watermarks apply.
    RecentIds after(StoredIds next, IdWatermarks watermarks) {
        int dropped = Math.toIntExact(watermarks.firstSegment() - firstSegment);
        if (dropped < 0 || dropped > segments.size()) {
            throw new IllegalStateException("recent ids from " + firstSegment
                    + " cannot be followed by recent ids from " + watermarks.firstSegment());
        }
        var all = new ArrayList<>(segments.subList(dropped, segments.size()));
        all.add(next);
        return new RecentIds(watermarks.firstSegment(), watermarks.lowWatermark(), watermarks.highWatermark(), all);
    }

    private static UniqueId maxId(List<RecordedId> ids, UniqueId atLeast) {
        var max = atLeast;
        for (var recordedId : ids) max = max.max(recordedId.id());
        return max;
    }
}
