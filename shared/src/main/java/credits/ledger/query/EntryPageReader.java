package credits.ledger.query;

import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.usage.BookedLine;
import credits.usage.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;

/// Reads one page of the entries in a range of a chain, newest first, and no further than the page needs. For a
/// single use.
final class EntryPageReader {
    private static final int MAX_SEGMENTS_PER_READ = 64;

    // A search that finds little ends its page at either bound, and the next page continues, so that a request remains
    // short and cheap on the largest day. One read of DynamoDB's, at most 1 MB, may go beyond the second.
    private static final int MAX_SEGMENTS_PER_PAGE = 512;

    private final SegmentStore segmentStore;
    private final OrganisationId organisation;
    private final Optional<EntryPosition> after;
    private final Optional<Predicate<LedgerEntry>> filter;
    private final EntrySink sink;
    private Optional<SdkBytes> startCursorKey = Optional.empty();
    private boolean hasEntries;
    // The next segment to read.
    private long from;
    private int segmentsRead;
    private long bytesRead;
    // The largest number of entries that one segment has contributed to the page so far.
    private int maxEntriesPerSegment;
    // The average number of entries in the segments still to come.
    private long averageEntriesPerSegment;

    /// @param after the last entry of the previous page
    /// @param filter the entries to include; empty for all
    /// @param sink receives the entries
    EntryPageReader(
            SegmentStore segmentStore,
            OrganisationId organisation,
            Optional<EntryPosition> after,
            Optional<Predicate<LedgerEntry>> filter,
            EntrySink sink) {
        this.segmentStore = segmentStore;
        this.organisation = organisation;
        this.after = after;
        this.filter = filter;
        this.sink = sink;
    }

    /// The bounds of what was read.
    ///
    /// @param startCursorKey the key of the segment of `after`, if it is in the range
    /// @param next where the next page begins, if there is one
    /// @param bytesRead the size of what was read
    record PageBounds(Optional<SdkBytes> startCursorKey, Optional<EntryPage.NextPage> next, long bytesRead) {}

    /// Reads from the segment `last` back to `first`, which has entries.
    PageBounds readPage(long first, long last) {
        from = Math.min(last, after.map(EntryPosition::segmentNumber).orElse(last));
        while (from >= first) {
            var nextPage = readSome(first);
            if (nextPage.isPresent()) return boundsWith(nextPage);
        }
        return boundsWith(Optional.empty());
    }

    // Nothing of what one call reads is held while the next one reads.
    private Optional<EntryPage.NextPage> readSome(long first) {
        var segments = segmentStore.segmentsBackwards(organisation, first, from, segmentsToRead());
        bytesRead += segments.stream().mapToLong(Segment::packedBytes).sum();
        for (var segment : segments) {
            var nextPage = addEntries(segment);
            if (nextPage.isPresent()) return nextPage;
            from = segment.number() - 1;
            segmentsRead++;
            if (from >= first && isPageEnd()) return Optional.of(nextPageBefore(segment));
            averageEntriesPerSegment = averageOfRest(segment, from - first + 1);
        }
        boolean isTooMuch = filter.isPresent() && from >= first && bytesRead >= AccountQueries.MAX_BYTES_PER_SEARCH;
        return isTooMuch ? Optional.of(nextPageBefore(segments.getLast())) : Optional.empty();
    }

    private PageBounds boundsWith(Optional<EntryPage.NextPage> next) {
        return new PageBounds(startCursorKey, next, bytesRead);
    }

    // The page is full at the end of a segment. The first segment has entries, so there are more; whether any of them
    // match is known only after reading them.
    private boolean isPageEnd() {
        return segmentsRead == MAX_SEGMENTS_PER_PAGE || (filter.isEmpty() && sink.remaining() == 0);
    }

    // The number of segments to read at once: enough for the page if no segment has more entries than the fullest so
    // far and the remaining ones have their average. Uniform segments thus take two requests without waste, and a small
    // segment does not lead to reading many large ones. With a filter, only the entry after the last one shows that
    // another page follows.
    private int segmentsToRead() {
        if (segmentsRead == 0) return 1;
        return (int) Math.max(1, Math.min(segmentsForRows(), segmentsForBytes()));
    }

    // What is not searched is written out, so that its size is bounded by the sink.
    private long segmentsForBytes() {
        if (filter.isEmpty()) return MAX_SEGMENTS_PER_READ;
        return (AccountQueries.MAX_BYTES_PER_SEARCH - bytesRead) * segmentsRead / Math.max(1, bytesRead);
    }

    private long segmentsForRows() {
        long each = Math.max(maxEntriesPerSegment, filter.isEmpty() ? averageEntriesPerSegment : 0);
        if (each == 0) return Math.min(segmentsRead + 1, MAX_SEGMENTS_PER_READ);
        long needed = sink.remaining() + (filter.isEmpty() ? 0L : 1L);
        return Math.min((needed + each - 1) / each, MAX_SEGMENTS_PER_READ);
    }

    // The state after a segment counts the debits of its day up to that segment.
    private static long averageOfRest(Segment segment, long segmentsLeft) {
        long operationsUpToSegment =
                segment.account().monthToDate().days().getLast().operationCount();
        long operationsBefore = operationsUpToSegment
                - segment.reports().stream()
                        .mapToInt(report -> report.lines().size())
                        .sum();
        return segmentsLeft == 0 ? 0 : Math.max(0, operationsBefore + segmentsLeft - 1) / segmentsLeft;
    }

    // The end of the page, if it fills up before all entries of the segment are on it.
    private Optional<EntryPage.NextPage> addEntries(Segment segment) {
        boolean isFirst = after.isPresent() && after.get().segmentNumber() == segment.number();
        if (isFirst) startCursorKey = Optional.of(segment.hash());
        int before = isFirst ? after.get().index() : Integer.MAX_VALUE;
        int lastAdded = before;
        int added = 0;
        for (var entry : entriesOf(segment).reversed()) {
            if (entry.index() >= before || !matches(entry)) continue;
            if (!sink.tryAdd(entry)) return Optional.of(nextPageAfter(segment, lastAdded));
            hasEntries = true;
            lastAdded = entry.index();
            added++;
        }
        maxEntriesPerSegment = Math.max(maxEntriesPerSegment, added);
        return Optional.empty();
    }

    private boolean matches(LedgerEntry entry) {
        return filter.isEmpty() || filter.get().test(entry);
    }

    private EntryPage.NextPage nextPageAfter(Segment segment, int index) {
        if (!hasEntries) throw new IllegalStateException("the page has no room for a single entry");
        return new EntryPage.NextPage(new EntryPosition(segment.number(), index), segment.hash());
    }

    // The next page begins with the previous segment, whose hash is known without reading it now.
    private static EntryPage.NextPage nextPageBefore(Segment segment) {
        return new EntryPage.NextPage(
                new EntryPosition(segment.number() - 1, Integer.MAX_VALUE), segment.previousHash());
    }

    private static List<LedgerEntry> entriesOf(Segment segment) {
        var all = new ArrayList<LedgerEntry>();
        for (var report : segment.reports()) {
            for (BookedLine line : report.lines()) {
                all.add(new LedgerEntry(segment.number(), all.size(), report.source(), line));
            }
        }
        return all;
    }
}
