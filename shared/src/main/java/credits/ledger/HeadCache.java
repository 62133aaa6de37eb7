package credits.ledger;

import credits.identity.OrganisationId;
import credits.ledger.SegmentStore.StoredIds;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A cache of the heads that this worker has seen, so that a warm commit reads nothing. It keeps the 1,000 most
/// recently used. Thread-safe.
final class HeadCache {
    private static final int MAX_HEADS = 1_000;
    private static final int MAX_CATCH_UP_SEGMENTS = 32;

    private final SegmentStore segmentStore;
    private final ZoneId defaultZone;
    private final Map<OrganisationId, ChainHead> heads = new LinkedHashMap<>(16, 0.75f, true);

    HeadCache(SegmentStore segmentStore, ZoneId defaultZone) {
        this.segmentStore = segmentStore;
        this.defaultZone = defaultZone;
    }

    synchronized Optional<ChainHead> find(OrganisationId organisation) {
        return Optional.ofNullable(heads.get(organisation));
    }

    /// Stores `head`, unless a newer one is stored.
    synchronized void remember(ChainHead head) {
        var _ = heads.merge(
                head.organisation(),
                head,
                (old, fresh) -> old.account().segmentCount() > fresh.account().segmentCount() ? old : fresh);
        if (heads.size() > MAX_HEADS) {
            var _ = heads.remove(heads.keySet().iterator().next());
        }
    }

    /// Reads the current head of an account.
    ChainHead readLatest(OrganisationId organisation) {
        var newest = segmentStore.findHead(organisation);
        if (newest.isEmpty()) return ChainHead.empty(organisation, defaultZone);
        return toHead(newest.get());
    }

    private ChainHead toHead(Segment newest) {
        var watermarks = newest.watermarks();
        long first = watermarks.firstSegment();
        var segments = new ArrayList<StoredIds>();
        for (var stored : segmentStore.recordedIds(newest.organisation(), first, newest.number() - 1)) {
            while (first + segments.size() < stored.segmentNumber())
                segments.add(StoredIds.lost(first + segments.size()));
            segments.add(stored);
        }
        while (first + segments.size() < newest.number()) segments.add(StoredIds.lost(first + segments.size()));
        segments.add(StoredIds.of(newest));
        var recentIds = new RecentIds(first, watermarks.lowWatermark(), watermarks.highWatermark(), segments);
        return new ChainHead(newest.organisation(), newest.account(), recentIds, newest.hash());
    }

    /// Follows the chain from `head` to its current end. If that is far ahead, reads the newest segment instead. Empty
    /// if the chain in the table is not the one of `head`, as after a restore.
    Optional<ChainHead> catchUp(ChainHead head) {
        long known = head.account().segmentCount() - 1;
        var segments =
                segmentStore.segmentsAfter(head.organisation(), Math.max(known, 0) - 1, MAX_CATCH_UP_SEGMENTS + 1);
        boolean isEmptyChain = known < 0;
        if (!isEmptyChain && (segments.isEmpty() || !segments.getFirst().hash().equals(head.hash())))
            return Optional.empty();
        var newer = isEmptyChain ? segments : segments.subList(1, segments.size());
        if (newer.size() >= MAX_CATCH_UP_SEGMENTS) return Optional.of(readLatest(head.organisation()));
        var newest = head;
        for (var segment : newer) {
            if (!newest.isFollowedBy(segment)) return Optional.empty();
            newest = newest.after(segment);
        }
        return Optional.of(newest);
    }

    /// Forgets what is known of an account and reads it.
    ChainHead readAfresh(OrganisationId organisation) {
        synchronized (this) {
            var _ = heads.remove(organisation);
        }
        return readLatest(organisation);
    }
}
