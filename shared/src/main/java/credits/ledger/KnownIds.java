package credits.ledger;

import credits.identity.OrganisationId;
import credits.ledger.SegmentStore.StoredIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// The ids of older segments, read once: neither segments nor pages of the [IdIndex] ever change, so this worker keeps
/// the most recently used ones.
///
/// What is kept is believed only if the chain names its hash. So it is never of another history, even if the table has
/// been restored since it was read. Thread-safe.
final class KnownIds {
    private final SegmentStore segmentStore;
    private final LedgerTuning tuning;
    private final Map<Position, KnownSegment> segments = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<SdkBytes, IndexPage> pages = new LinkedHashMap<>(16, 0.75f, true);

    KnownIds(SegmentStore segmentStore, LedgerTuning tuning) {
        this.segmentStore = segmentStore;
        this.tuning = tuning;
    }

    private record Position(OrganisationId organisation, long segmentNumber) {}

    private record KnownSegment(SdkBytes hash, StoredIds ids) {}

    /// Keeps the ids of one segment.
    ///
    /// @param hash the segment's hash
    synchronized void remember(OrganisationId organisation, SdkBytes hash, StoredIds ids) {
        var _ = segments.put(new Position(organisation, ids.segmentNumber()), new KnownSegment(hash, ids));
        dropOldest(segments, tuning.maxKnownSegments());
    }

    synchronized void remember(IndexPage page) {
        var _ = pages.put(page.lastHash(), page);
        dropOldest(pages, tuning.maxKnownPages());
    }

    private static void dropOldest(Map<?, ?> all, int max) {
        if (all.size() <= max) return;
        var oldest = all.keySet().iterator();
        var _ = oldest.next();
        oldest.remove();
    }

    /// Returns the page of the block that ends with the segment of this hash, if it is known.
    synchronized Optional<IndexPage> findPage(SdkBytes lastHash) {
        return Optional.ofNullable(pages.get(lastHash));
    }

    /// Returns the ids of the segments from `first` to the one before `end`, oldest first, if all of them are known.
    ///
    /// @param lastHash the hash of the segment before `end`
    Optional<List<StoredIds>> findAll(OrganisationId organisation, long first, long end, SdkBytes lastHash) {
        var newestFirst = new ArrayList<StoredIds>();
        var hash = lastHash;
        for (long number = end - 1; number >= first; number--) {
            var known = find(organisation, number, hash);
            if (known.isEmpty()) return Optional.empty();
            newestFirst.add(known.get());
            hash = known.get().previousHash();
        }
        return Optional.of(newestFirst.reversed());
    }

    /// Returns the ids of the segments from `first` to the one before `end`, oldest first, and reads those that are not
    /// known. A segment that is lost is absent.
    ///
    /// @param lastHash the hash of the segment before `end`; empty if a lost segment leaves it unknown
    List<StoredIds> read(OrganisationId organisation, long first, long end, Optional<SdkBytes> lastHash) {
        var newestFirst = new ArrayList<StoredIds>();
        var hash = lastHash;
        boolean hasRead = false;
        for (long position = end; position > first; ) {
            long number = position - 1;
            var known = hash.flatMap(each -> find(organisation, number, each)).map(List::of);
            // What is new, back to what is known; all the rest if the chain does not lead to that.
            long start = known.isPresent() ? number : hasRead ? first : newestKnown(organisation, first, number) + 1;
            var link = hash.map(each -> new Link(number, each));
            var ids = known.orElseGet(() -> readAndRemember(organisation, start, number, link));
            newestFirst.addAll(ids.reversed());
            hasRead |= known.isEmpty();
            hash = ids.stream()
                    .findFirst()
                    .filter(oldest -> oldest.segmentNumber() == start)
                    .map(StoredIds::previousHash);
            position = start;
        }
        return newestFirst.reversed();
    }

    private synchronized Optional<StoredIds> find(OrganisationId organisation, long number, SdkBytes hash) {
        return Optional.ofNullable(segments.get(new Position(organisation, number)))
                .filter(known -> known.hash().equals(hash))
                .map(KnownSegment::ids);
    }

    private synchronized long newestKnown(OrganisationId organisation, long first, long end) {
        long number = end - 1;
        while (number >= first && !segments.containsKey(new Position(organisation, number))) number--;
        return number;
    }

    /// The hash of a segment, as the next one names it.
    private record Link(long segmentNumber, SdkBytes hash) {}

    private List<StoredIds> readAndRemember(
            OrganisationId organisation, long first, long last, Optional<Link> lastLink) {
        var all = segmentStore.recordedIds(organisation, first, last);
        var link = lastLink;
        for (var ids : all.reversed()) {
            link.filter(each -> each.segmentNumber() == ids.segmentNumber())
                    .ifPresent(each -> remember(organisation, each.hash(), ids));
            link = Optional.of(new Link(ids.segmentNumber() - 1, ids.previousHash()));
        }
        return all;
    }
}
