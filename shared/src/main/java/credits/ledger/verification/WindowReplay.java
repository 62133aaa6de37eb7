package credits.ledger.verification;

import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecentIds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What segments tell about the ids of their chain, replayed: whether the watermarks and the short hashes of each
/// segment follow from the ids that the chain records, whatever their number, and whether an id is recorded again.
final class WindowReplay {
    /// The number of newest segments among which an id must not be recorded twice.
    static final int SEGMENTS = 256;

    private final Deque<SegmentIds> window = new ArrayDeque<>();
    private final Set<UniqueId> ids = new HashSet<>();
    private IdWatermarks watermarks;
    private RecentIds recentIds;

    private record SegmentIds(long number, List<RecordedId> recordedIds) {}

    private WindowReplay(IdWatermarks watermarks, RecentIds recentIds) {
        this.watermarks = watermarks;
        this.recentIds = recentIds;
    }

    /// Returns the window of an empty chain.
    static WindowReplay empty() {
        return new WindowReplay(IdWatermarks.NONE, RecentIds.withoutHashes(UniqueId.MIN_VALUE));
    }

    /// Returns the first segment whose ids a replay that continues after `segment` needs.
    static long firstSegment(Segment segment) {
        return Math.min(segment.watermarks().firstSegment(), Math.max(0, segment.number() - SEGMENTS + 1));
    }

    /// Returns the window of a chain that ends with `segment`.
    ///
    /// @param idsBySegment the ids from [#firstSegment] on, up to and including those of `segment`
    static WindowReplay at(Segment segment, List<List<RecordedId>> idsBySegment) {
        var replay = new WindowReplay(segment.watermarks(), segment.recentIds());
        long number = segment.number() - idsBySegment.size() + 1;
        for (var recordedIds : idsBySegment) replay.add(number++, recordedIds);
        return replay;
    }

    /// Adds the next segment. Returns whether its ids are new and what it tells about the chain's ids follows.
    boolean follow(Segment segment) {
        boolean isFollowing = areHashesComplete(segment) && areWatermarksConsistent(segment);
        boolean isNew = segment.recordedIds().stream().noneMatch(recorded -> ids.contains(recorded.id()));
        add(segment.number(), segment.recordedIds());
        watermarks = segment.watermarks();
        recentIds = segment.recentIds();
        while (window.getFirst().number() < firstSegment(segment)) {
            for (var recorded : window.remove().recordedIds()) ids.remove(recorded.id());
        }
        return isNew && isFollowing;
    }

    // Every id of the chain that was created after the mark has its hash, and the mark is no later than it must be.
    private boolean areHashesComplete(Segment segment) {
        var known = new TreeSet<Long>((one, other) -> Long.compareUnsigned(other, one));
        known.addAll(recentIds.hashes());
        for (var recorded : segment.recordedIds()) known.add(RecentIds.hashOf(recorded.id()));
        var stated = segment.recentIds();
        long mark = recentIds.markMillis();
        for (var hash : known) {
            long created = RecentIds.timestampMillis(hash);
            if (created <= stated.markMillis()) mark = Math.max(mark, created);
        }
        known.removeIf(hash -> RecentIds.timestampMillis(hash) <= stated.markMillis());
        return stated.markMillis() == mark && stated.hashes().equals(List.copyOf(known));
    }

    private boolean areWatermarksConsistent(Segment segment) {
        var stated = segment.watermarks();
        boolean isReset = stated.firstSegment() == segment.number();
        if (stated.firstSegment() < watermarks.firstSegment() || stated.firstSegment() > segment.number()) return false;
        var greatestBefore = watermarks.highWatermark();
        var low = watermarks.lowWatermark();
        for (var each : window) {
            boolean isDropped = each.number() >= watermarks.firstSegment() && each.number() < stated.firstSegment();
            if (isDropped) low = greatest(each.recordedIds(), low);
        }
        return stated.highWatermark().equals(greatest(segment.recordedIds(), greatestBefore))
                && (stated.lowWatermark().equals(low)
                        // A window that begins anew need not look at each of the ids that it drops.
                        || (isReset && stated.lowWatermark().equals(low.max(greatestBefore))));
    }

    private void add(long number, List<RecordedId> recordedIds) {
        window.add(new SegmentIds(number, recordedIds));
        for (var recorded : recordedIds) ids.add(recorded.id());
    }

    private static UniqueId greatest(List<RecordedId> recordedIds, UniqueId atLeast) {
        var greatest = atLeast;
        for (var recorded : recordedIds) greatest = greatest.max(recorded.id());
        return greatest;
    }
}
