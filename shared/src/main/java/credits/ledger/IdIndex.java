package credits.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.codec.RecordedIdsCodec;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Finds an id in the segments before the window, exactly.
///
/// The search goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an
/// id is never booked if it is more than five minutes ahead of the clock recorded in its segment, and those clocks
/// never go back. A page holds the hashes of a block's ids, so that a block without the id costs one small read. Pages
/// are derived data: they may be missing, and are written by whichever search has just read all 64 segments.
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
    private record IndexPage(Instant oldestClockTime, Set<Long> idHashes) {
        boolean mayContain(UniqueId id) {
            return idHashes.contains(hashOf(id));
        }

        static IndexPage of(List<RecordedIdsCodec.SegmentIds> block) {
            var hashes = block.stream()
                    .flatMap(ids -> ids.recordedIds().stream())
                    .map(recordedId -> hashOf(recordedId.id()))
                    .collect(toUnmodifiableSet());
            return new IndexPage(block.getFirst().clockTime(), hashes);
        }
    }

    /// Returns those of `ids` that the segments from `start` (inclusive) to `end` (exclusive) hold, in one
    /// backward search.
    Map<UniqueId, RecordedIdLocation> find(OrganisationId organisation, Set<UniqueId> ids, long start, long end) {
        var search = new BackwardSearch(ids);
        long pageNumber = end / segmentsPerPage;
        long oldestPage = start / segmentsPerPage;
        long tailStart = Math.max(start, pageNumber * segmentsPerPage);
        var tail = segmentStore.recordedIds(organisation, tailStart, end - 1);
        if (!tail.isEmpty()) search.visit(tail, tailStart);
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
        var packed = requireNonNull(item.get("hashes")).b().asByteBuffer().asLongBuffer();
        var hashes = new HashSet<Long>();
        while (packed.hasRemaining()) hashes.add(packed.get());
        return new IndexPage(since, hashes);
    }

    private void writePage(OrganisationId organisation, long pageNumber, IndexPage page) {
        var hashes = ByteBuffer.allocate(page.idHashes().size() * Long.BYTES);
        page.idHashes().stream().sorted().forEach(hashes::putLong);
        var item = new TreeMap<>(key(organisation, pageNumber));
        item.put(
                "since",
                AttributeValue.fromN(Long.toString(page.oldestClockTime().toEpochMilli())));
        item.put("hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(hashes.flip())));
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
