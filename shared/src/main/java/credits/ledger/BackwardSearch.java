package credits.ledger;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.IndexPageStore.PageRange;
import credits.ledger.SegmentStore.StoredIds;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;

/// One search of the [IdIndex], back from the head of a chain.
final class BackwardSearch {
    private static final int MAX_PAGES_PER_READ = 1_024;

    private final IndexPageStore pageStore;
    private final KnownIds knownIds;
    private final int segmentsPerPage;
    private final int maxPagesInShortSearch;
    private final OrganisationId organisation;
    private final Set<UniqueId> missing;
    private final Map<UniqueId, RecordedIdLocation> found = new HashMap<>();
    private boolean canWritePages = true;
    private int readPages;
    // All blocks from this page on have been searched, and this is the hash of the segment before them; empty if a lost
    // segment leaves it unknown.
    private long pageNumber;
    private Optional<SdkBytes> hashBefore = Optional.empty();
    // Where the search became a long one, and what earlier searches had proved; empty before.
    private Optional<SearchedRange> longSearch = Optional.empty();
    private final Map<UniqueId, SearchedRange> earlier;
    private final Map<UniqueId, SearchedRange> believed = new HashMap<>();

    /// @param earlier what searches for these ids have proved before
    BackwardSearch(
            IndexPageStore pageStore,
            KnownIds knownIds,
            LedgerTuning tuning,
            OrganisationId organisation,
            Set<UniqueId> ids,
            Map<UniqueId, SearchedRange> earlier) {
        this.pageStore = pageStore;
        this.knownIds = knownIds;
        this.segmentsPerPage = tuning.segmentsPerIndexPage();
        this.maxPagesInShortSearch = tuning.maxPagesInShortSearch();
        this.organisation = organisation;
        this.missing = new HashSet<>(ids);
        this.earlier = earlier;
    }

    /// Returns those of the ids that the chain with this head holds.
    Map<UniqueId, RecordedIdLocation> run(ChainHead head, RetryPolicy retryPolicy) {
        var wanted = Set.copyOf(missing);
        pageNumber = head.account().segmentCount() / segmentsPerPage;
        long tailStart = pageNumber * segmentsPerPage;
        hashBefore = Optional.of(head.hash());
        if (head.account().segmentCount() > tailStart)
            visit(knownIds.read(organisation, tailStart, head.account().segmentCount(), hashBefore), tailStart);
        var tailHash = hashBefore;
        for (int pagesPerRead = 1; pageNumber > 0 && hasMissing(); ) {
            if (hasSkippedSearched() || hasSearchedKnown()) continue;
            if (longSearch.isEmpty() && readPages >= maxPagesInShortSearch) beginLongSearch();
            long first = Math.max(0, pageNumber - pagesPerRead);
            searchBlocks(pageStore.read(organisation, first, pageNumber - 1), retryPolicy);
            pagesPerRead = Math.min(2 * pagesPerRead, MAX_PAGES_PER_READ);
        }
        tailHash.ifPresent(hash -> rememberAbsent(wanted, new SearchedRange(0, tailStart, Segment.NO_HASH, hash)));
        return found;
    }

    private void rememberAbsent(Set<UniqueId> wanted, SearchedRange range) {
        for (var id : wanted) {
            if (!found.containsKey(id)) earlier.put(id, range);
        }
    }

    // What this worker has kept costs no read.
    private boolean hasSearchedKnown() {
        var page = hashBefore.flatMap(knownIds::findPage);
        if (page.isPresent()) {
            pageNumber--;
            searchBlock(page);
            return true;
        }
        long first = (pageNumber - 1) * segmentsPerPage;
        var block = hashBefore.flatMap(hash -> knownIds.findAll(organisation, first, first + segmentsPerPage, hash));
        if (block.isEmpty()) return false;
        pageNumber--;
        visit(block.get(), first);
        return true;
    }

    private boolean hasMissing() {
        return !missing.isEmpty();
    }

    private void searchBlocks(PageRange pages, RetryPolicy retryPolicy) {
        while (pageNumber > pages.first() && hasMissing()) {
            if (hasSkippedSearched()) return;
            if (!retryPolicy.hasTime()) throw stop();
            pageNumber--;
            readPages++;
            searchBlock(pages.find(pageNumber));
        }
    }

    private void searchBlock(Optional<IndexPage> page) {
        var trusted = page.filter(each -> isPrecededBy(each.lastHash()));
        trusted.ifPresent(knownIds::remember);
        if (trusted.isPresent() && missing.stream().noneMatch(trusted.get()::mayContain)) {
            hashBefore = Optional.of(trusted.get().hashBefore());
            dropNewerThan(trusted.get().oldestClockTime());
            return;
        }
        long first = pageNumber * segmentsPerPage;
        var block = knownIds.read(organisation, first, first + segmentsPerPage, hashBefore);
        if (trusted.isEmpty() && block.size() == segmentsPerPage && hashBefore.isPresent())
            write(IndexPage.of(block, hashBefore.get()));
        visit(block, first);
    }

    private void write(IndexPage page) {
        knownIds.remember(page);
        if (canWritePages) canWritePages = pageStore.write(organisation, pageNumber, page);
    }

    private boolean isPrecededBy(SdkBytes hash) {
        return hashBefore.filter(hash::equals).isPresent();
    }

    private void visit(List<StoredIds> segments, long first) {
        for (var segment : segments) {
            for (var recordedId : segment.ids().recordedIds()) {
                if (missing.remove(recordedId.id()))
                    found.put(
                            recordedId.id(), new RecordedIdLocation(segment.segmentNumber(), recordedId.contentHash()));
            }
        }
        var oldest = segments.stream().findFirst();
        hashBefore = oldest.filter(segment -> segment.segmentNumber() == first).map(StoredIds::previousHash);
        oldest.ifPresent(segment -> dropNewerThan(segment.ids().clockTime()));
    }

    // The ids of a segment were created at most this long after its clock, and so were those of all earlier segments.
    private void dropNewerThan(Instant clockTime) {
        missing.removeIf(id -> id.isAheadOf(clockTime));
    }

    private void beginLongSearch() {
        if (hashBefore.isEmpty()) return;
        long end = pageNumber * segmentsPerPage;
        longSearch = Optional.of(new SearchedRange(end, end, hashBefore.get(), hashBefore.get()));
        for (var id : missing) pageStore.findSearched(organisation, id).ifPresent(range -> earlier.put(id, range));
    }

    // Goes back to where the first of the missing ids has not been searched for yet.
    private boolean hasSkippedSearched() {
        long position = pageNumber * segmentsPerPage;
        earlier.forEach((id, range) -> {
            if (range.end() == position && isPrecededBy(range.lastHash())) believed.put(id, range);
        });
        Optional<SearchedRange> nearest = Optional.empty();
        for (var id : missing) {
            var range = Optional.ofNullable(believed.get(id)).filter(each -> each.first() < position);
            if (range.isEmpty()) return false;
            if (nearest.isEmpty() || range.get().first() > nearest.get().first()) nearest = range;
        }
        pageNumber = nearest.orElseThrow().first() / segmentsPerPage;
        hashBefore = nearest.map(SearchedRange::hashBefore);
        return true;
    }

    private ServiceUnavailableException stop() {
        long position = pageNumber * segmentsPerPage;
        if (longSearch.isPresent() && hashBefore.isPresent()) {
            var here = longSearch.get();
            for (var id : missing) save(id, new SearchedRange(position, here.end(), hashBefore.get(), here.lastHash()));
        }
        return new ServiceUnavailableException("searched " + organisation + " for old ids back to segment " + position);
    }

    // What was proved before may reach further back.
    private void save(UniqueId id, SearchedRange range) {
        var known = Optional.ofNullable(believed.get(id)).filter(each -> each.first() < range.first());
        var all = known.map(each -> new SearchedRange(each.first(), range.end(), each.hashBefore(), range.lastHash()))
                .orElse(range);
        var _ = pageStore.write(organisation, id, all);
    }
}
