package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Finds an id in the segments before the window, exactly.
///
/// The search goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an
/// id is never booked if it is more than five minutes ahead of the clock recorded in its segment, and those clocks
/// never go back. A page holds the hashes of a block's ids, so that a block without the id costs one small read. Pages
/// are derived data: they may be missing, and are written by whichever search has just read all 64 segments. If one
/// cannot be written, the search goes on without it.
///
/// A page may outlive its segments, when a table is restored. So it names the hash of the last segment that it covers,
/// and that of the one before the first, and is believed only if the newer neighbour, a page or a segment, follows that
/// last segment. Any other page is read past and replaced.
final class IdIndex {
    private static final int INITIAL_PAGES_PER_READ = 1;
    private static final int MAX_PAGES_PER_READ = 64;

    private final DynamoDbClient dynamo;
    private final String table;
    private final SegmentStore segmentStore;
    private final int segmentsPerPage;

    IdIndex(DynamoDbClient dynamo, String table, SegmentStore segmentStore, LedgerTuning tuning) {
        this.dynamo = dynamo;
        this.table = table;
        this.segmentStore = segmentStore;
        this.segmentsPerPage = tuning.segmentsPerIndexPage();
    }

    /// The content of a block's page.
    ///
    /// @param hashBefore the hash of the segment before the block
    /// @param lastHash the hash of the block's last segment
    private record IndexPage(Instant oldestClockTime, SdkBytes hashBefore, SdkBytes lastHash, Set<Long> idHashes) {
        boolean mayContain(UniqueId id) {
            return idHashes.contains(hashOf(id));
        }

        static IndexPage of(List<StoredIds> block, SdkBytes lastHash) {
            var hashes = block.stream()
                    .flatMap(stored -> stored.ids().recordedIds().stream())
                    .map(recordedId -> hashOf(recordedId.id()))
                    .collect(toUnmodifiableSet());
            var first = block.getFirst();
            return new IndexPage(first.ids().clockTime(), first.previousHash(), lastHash, hashes);
        }
    }

    /// Returns those of `ids` that the segments from `start` (inclusive) to `end` (exclusive) hold, in one
    /// backward search.
    Map<UniqueId, RecordedIdLocation> find(OrganisationId organisation, Set<UniqueId> ids, long start, long end) {
        var search = new BackwardSearch(ids);
        long pageNumber = end / segmentsPerPage;
        long oldestPage = start / segmentsPerPage;
        long tailStart = Math.max(start, pageNumber * segmentsPerPage);
        // The segment at `end` is read too: where it begins a block, it alone says what it follows.
        search.visit(segmentStore.recordedIds(organisation, tailStart, end), tailStart);
        for (int pagesPerRead = INITIAL_PAGES_PER_READ;
                pageNumber > oldestPage && search.hasMissing();
                pagesPerRead = Math.min(2 * pagesPerRead, MAX_PAGES_PER_READ)) {
            long first = Math.max(oldestPage, pageNumber - pagesPerRead);
            var pages = readPages(organisation, first, pageNumber - 1);
            while (pageNumber > first && search.hasMissing()) {
                pageNumber--;
                searchBlock(organisation, pageNumber, Optional.ofNullable(pages.get(pageNumber)), search);
            }
        }
        return search.found;
    }

    private void searchBlock(
            OrganisationId organisation, long pageNumber, Optional<IndexPage> page, BackwardSearch search) {
        var believed = page.filter(search::follows);
        if (believed.isPresent() && search.missing.stream().noneMatch(believed.get()::mayContain)) {
            search.skip(believed.get());
            return;
        }
        long first = pageNumber * segmentsPerPage;
        var block = segmentStore.recordedIds(organisation, first, first + segmentsPerPage - 1);
        boolean isWhole = block.size() == segmentsPerPage && search.hashBefore.isPresent();
        if (believed.isEmpty() && isWhole && search.canWritePages) {
            var written = IndexPage.of(block, search.hashBefore.get());
            search.canWritePages = writePage(organisation, pageNumber, written);
        }
        search.visit(block, first);
    }

    /// The ids that the backward search has not found yet.
    private static final class BackwardSearch {
        private final Set<UniqueId> missing;
        private final Map<UniqueId, RecordedIdLocation> found = new HashMap<>();
        // The hash of the segment before those visited; empty if a lost segment leaves it unknown.
        private Optional<SdkBytes> hashBefore = Optional.empty();
        private boolean canWritePages = true;

        private BackwardSearch(Set<UniqueId> ids) {
            this.missing = new HashSet<>(ids);
        }

        private boolean hasMissing() {
            return !missing.isEmpty();
        }

        private boolean follows(IndexPage page) {
            return hashBefore.filter(page.lastHash()::equals).isPresent();
        }

        private void skip(IndexPage page) {
            hashBefore = Optional.of(page.hashBefore());
            dropNewerThan(page.oldestClockTime());
        }

        private void visit(List<StoredIds> segments, long first) {
            for (var segment : segments) {
                for (var recordedId : segment.ids().recordedIds()) {
                    if (missing.remove(recordedId.id()))
                        found.put(
                                recordedId.id(),
                                new RecordedIdLocation(segment.segmentNumber(), recordedId.contentHash()));
                }
            }
            var oldest = segments.stream().findFirst();
            hashBefore =
                    oldest.filter(segment -> segment.segmentNumber() == first).map(StoredIds::previousHash);
            oldest.ifPresent(segment -> dropNewerThan(segment.ids().clockTime()));
        }

        // The ids of a segment were created at most this long after its clock, and so were those of all
        // earlier segments.
        private void dropNewerThan(Instant clockTime) {
            missing.removeIf(id -> id.isAheadOf(clockTime));
        }
    }

    private Map<Long, IndexPage> readPages(OrganisationId organisation, long first, long last) {
        var pages = new HashMap<Long, IndexPage>();
        var query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(
                        TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                        ":from", AttributeValue.fromS(TableKeys.indexPageSort(first)),
                        ":to", AttributeValue.fromS(TableKeys.indexPageSort(last))))
                .build();
        for (var item : dynamo.queryPaginator(query).items()) {
            long number = TableKeys.indexPageNumber(text(item, TableKeys.SORT_KEY));
            toPage(item).ifPresent(page -> pages.put(number, page));
        }
        return pages;
    }

    // Pages that name no hash were written by older code.
    private static Optional<IndexPage> toPage(Map<String, AttributeValue> item) {
        if (!item.containsKey("last")) return Optional.empty();
        var packed = required(item, "hashes").b().asByteBuffer().asLongBuffer();
        var hashes = new HashSet<Long>();
        while (packed.hasRemaining()) hashes.add(packed.get());
        return Optional.of(new IndexPage(
                time(item, "since"),
                required(item, "prev").b(),
                required(item, "last").b(),
                hashes));
    }

    /// Returns whether the page was written. Nothing depends on that, and a role may not be allowed to.
    private boolean writePage(OrganisationId organisation, long pageNumber, IndexPage page) {
        var hashes = ByteBuffer.allocate(page.idHashes().size() * Long.BYTES);
        page.idHashes().stream().sorted().forEach(hashes::putLong);
        var item = new TreeMap<>(key(organisation, pageNumber));
        item.put("since", time(page.oldestClockTime()));
        item.put("prev", AttributeValue.fromB(page.hashBefore()));
        item.put("last", AttributeValue.fromB(page.lastHash()));
        item.put("hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(hashes.flip())));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item));
            return true;
        } catch (SdkException fault) {
            // Not the whole name of the fault's class: an alarm counts those.
            var detail = fault.getClass().getSimpleName();
            System.getLogger(IdIndex.class.getName())
                    .log(Level.WARNING, "index_page_not_written {0} {1}: {2}", organisation, pageNumber, detail);
            return false;
        }
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, long pageNumber) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.indexPageSort(pageNumber)));
    }

    private static long hashOf(UniqueId id) {
        return (id.high() * 0x9E37_79B9_7F4A_7C15L) ^ id.low();
    }
}
