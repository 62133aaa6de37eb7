package credits.ledger.verification;

import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.ledger.codec.IdWatermarks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The window of recent ids, replayed along a chain: whether the watermarks of each segment follow from the ids that
/// the chain records, whatever the size of the window, and whether an id is recorded again.
final class WindowReplay {
    private final Deque<List<RecordedId>> idsBySegment = new ArrayDeque<>();
    private final Set<UniqueId> ids = new HashSet<>();
    private IdWatermarks watermarks;

    private WindowReplay(IdWatermarks watermarks) {
        this.watermarks = watermarks;
    }

    /// Returns the window of an empty chain.
    static WindowReplay empty() {
        return new WindowReplay(IdWatermarks.NONE);
    }

    /// Returns the window of a chain that ends with `segment`.
    ///
    /// @param idsBySegment the ids of the window's segments, up to and including `segment`
    static WindowReplay at(Segment segment, List<List<RecordedId>> idsBySegment) {
        var window = new WindowReplay(segment.watermarks());
        idsBySegment.forEach(window::add);
        return window;
    }

    /// Adds the next segment. Returns whether its ids are new and its watermarks follow.
    boolean follow(Segment segment) {
        var stated = segment.watermarks();
        boolean isReset = stated.firstSegment() == segment.number();
        if (stated.firstSegment() < watermarks.firstSegment() || stated.firstSegment() > segment.number()) return false;
        var greatestBefore = watermarks.highWatermark();
        var low = watermarks.lowWatermark();
        for (long number = watermarks.firstSegment(); number < stated.firstSegment(); number++) low = dropOldest(low);
        boolean isNew = segment.recordedIds().stream().noneMatch(recorded -> ids.contains(recorded.id()));
        add(segment.recordedIds());
        watermarks = stated;
        return isNew
                && stated.highWatermark().equals(greatest(segment.recordedIds(), greatestBefore))
                && (stated.lowWatermark().equals(low)
                        // A window that begins anew need not look at each of the ids that it drops.
                        || (isReset && stated.lowWatermark().equals(low.max(greatestBefore))));
    }

    private void add(List<RecordedId> recordedIds) {
        idsBySegment.add(recordedIds);
        for (var recorded : recordedIds) ids.add(recorded.id());
    }

    private UniqueId dropOldest(UniqueId low) {
        var oldest = idsBySegment.remove();
        for (var recorded : oldest) ids.remove(recorded.id());
        return greatest(oldest, low);
    }

    private static UniqueId greatest(List<RecordedId> recordedIds, UniqueId atLeast) {
        var greatest = atLeast;
        for (var recorded : recordedIds) greatest = greatest.max(recorded.id());
        return greatest;
    }
}
