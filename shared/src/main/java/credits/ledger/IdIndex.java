package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.SearchProgress.SearchedRange;
import credits.ledger.codec.RecordedIdsCodec;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
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
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Finds an id in the segments before the window, exactly.
///
/// The search goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an
/// id is never booked if it is more than five minutes ahead of the clock recorded in its segment, and those clocks
/// never go back. A page holds the hashes of a block's ids, so that a block without the id costs one small read. Pages
/// are derived data: they may be missing, and are written by the commit that completes a block, or by whichever search
/// has just read all 64 segments.
///
/// A search that runs out of time throws [ServiceUnavailableException], and the next one for the same ids goes on where
/// it stopped.
final class IdIndex {
    private static final int INITIAL_PAGES_PER_READ = 1;
    private static final int MAX_PAGES_PER_READ = 1_024;

    private final DynamoDbClient dynamo;
    private final String table;
    private final SegmentStore segmentStore;
    private final int segmentsPerPage;
    private final SearchProgress progress = new SearchProgress();

    IdIndex(DynamoDbClient dynamo, String table, SegmentStore segmentStore, LedgerTuning tuning) {
        this.dynamo = dynamo;
        this.table = table;
        this.segmentStore = segmentStore;
        this.segmentsPerPage = tuning.segmentsPerIndexPage();
    }

    /// The content of a block's page.
    ///
    /// @param packedHashes the hashes of all ids, sorted
    private record IndexPage(Instant oldestClockTime, ByteBuffer packedHashes) {
        boolean mayContain(UniqueId id) {
            var hashes = packedHashes.asLongBuffer();
            long wanted = hashOf(id);
            int low = 0;
            for (int high = hashes.limit() - 1; low <= high; ) {
                int middle = (low + high) >>> 1;
                if (hashes.get(middle) == wanted) return true;
                if (hashes.get(middle) < wanted) low = middle + 1;
                else high = middle - 1;
            }
            return false;
        }

        static IndexPage of(List<RecordedIdsCodec.SegmentIds> block) {
            var hashes = block.stream()
                    .flatMap(ids -> ids.recordedIds().stream())
                    .mapToLong(recordedId -> hashOf(recordedId.id()))
                    .sorted()
                    .distinct()
                    .toArray();
            var packed = ByteBuffer.allocate(hashes.length * Long.BYTES);
            packed.asLongBuffer().put(hashes);
            return new IndexPage(block.getFirst().clockTime(), packed);
        }
    }

    /// Returns those of `ids` that the segments from `start` to the window of `head` hold, in one backward search.
    Map<UniqueId, RecordedIdLocation> find(ChainHead head, Set<UniqueId> ids, long start, RetryPolicy retryPolicy) {
        var organisation = head.organisation();
        var search = new BackwardSearch(ids);
        long end = head.recentIds().firstSegment();
        long pageNumber = end / segmentsPerPage;
        long oldestPage = start / segmentsPerPage;
        long tailStart = Math.max(start, pageNumber * segmentsPerPage);
        var tail = segmentStore.recordedIds(organisation, tailStart, end - 1);
        if (!tail.isEmpty()) search.visit(tail, tailStart);
        for (int pagesPerRead = INITIAL_PAGES_PER_READ;
                pageNumber > oldestPage && search.hasMissing();
                pagesPerRead = Math.min(2 * pagesPerRead, MAX_PAGES_PER_READ)) {
            pageNumber = skipSearched(organisation, search.missing, pageNumber);
            if (pageNumber <= oldestPage) break;
            long first = Math.max(oldestPage, pageNumber - pagesPerRead);
            var pages = readPages(organisation, first, pageNumber - 1);
            while (pageNumber > first && search.hasMissing()) {
                if (!retryPolicy.hasTime()) throw stopped(organisation, search.missing, pageNumber, end);
                pageNumber--;
                searchBlock(organisation, pageNumber, Optional.ofNullable(pages.get(pageNumber)), search);
            }
        }
        return search.found;
    }

    private long skipSearched(OrganisationId organisation, Set<UniqueId> ids, long pageNumber) {
        return progress.findFirst(
                        organisation, ids, (pageNumber - 1) * segmentsPerPage, pageNumber * segmentsPerPage)
                .map(first -> first / segmentsPerPage)
                .orElse(pageNumber);
    }

    private ServiceUnavailableException stopped(
            OrganisationId organisation, Set<UniqueId> ids, long pageNumber, long end) {
        progress.save(organisation, ids, new SearchedRange(pageNumber * segmentsPerPage, end));
        return new ServiceUnavailableException("searched " + organisation + " for old ids back to segment "
                + pageNumber * segmentsPerPage + "; the next attempt goes on");
    }

    /// Writes the page of the block that ends with segment `number`, if one does. Best effort.
    void complete(OrganisationId organisation, long number) {
        if ((number + 1) % segmentsPerPage != 0) return;
        try {
            var block = segmentStore.recordedIds(organisation, number + 1 - segmentsPerPage, number);
            writePage(organisation, number / segmentsPerPage, IndexPage.of(block));
        } catch (SdkException unwritten) {
            return; // a search that needs the page writes it
        }
    }

    private void searchBlock(
            OrganisationId organisation, long pageNumber, Optional<IndexPage> page, BackwardSearch search) {
        if (page.isPresent() && search.missing.stream().noneMatch(page.get()::mayContain)) {
            search.dropNewerThan(page.get().oldestClockTime());
            return;
        }
        long first = pageNumber * segmentsPerPage;
        var block = segmentStore.recordedIds(organisation, first, first + segmentsPerPage - 1);
        if (page.isEmpty()) writePage(organisation, pageNumber, IndexPage.of(block));
        search.visit(block, first);
    }

    /// The ids that the backward search has not found yet.
    private static final class BackwardSearch {
        private final Set<UniqueId> missing;
        private final Map<UniqueId, RecordedIdLocation> found = new HashMap<>();

        private BackwardSearch(Set<UniqueId> ids) {
            this.missing = new HashSet<>(ids);
        }

        private boolean hasMissing() {
            return !missing.isEmpty();
        }

        private void visit(List<RecordedIdsCodec.SegmentIds> segments, long first) {
            for (int i = 0; i < segments.size(); i++) {
                for (var recordedId : segments.get(i).recordedIds()) {
                    if (missing.remove(recordedId.id()))
                        found.put(recordedId.id(), new RecordedIdLocation(first + i, recordedId.contentHash()));
                }
            }
            dropNewerThan(segments.getFirst().clockTime());
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
            pages.put(
                    TableKeys.indexPageNumber(
                            requireNonNull(item.get(TableKeys.SORT_KEY)).s()),
                    toPage(item));
        }
        return pages;
    }

    private static IndexPage toPage(Map<String, AttributeValue> item) {
        var since = Instant.ofEpochMilli(
                Long.parseLong(requireNonNull(item.get("since")).n()));
        return new IndexPage(
                since, requireNonNull(item.get("hashes")).b().asByteBuffer());
    }

    private void writePage(OrganisationId organisation, long pageNumber, IndexPage page) {
        var item = new TreeMap<>(key(organisation, pageNumber));
        item.put(
                "since",
                AttributeValue.fromN(Long.toString(page.oldestClockTime().toEpochMilli())));
        item.put("hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(page.packedHashes())));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item).conditionExpression(TableKeys.IF_ABSENT));
        } catch (ConditionalCheckFailedException another) {
            return; // another search has written it, from the same segments
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
