package credits.simulation;

import static java.util.Objects.requireNonNull;

import credits.TestData;
import credits.account.command.RecordedId;
import credits.aws.TableKeys;
import credits.ledger.codec.RecordedIdsCodec;
import credits.simulation.store.InMemoryStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A table with one account whose chain is too long to be kept: the older segments, of ten reports each, and their
/// index pages are made up when they are read. Reads take simulated time: 10 ms a request, and as long as a partition
/// of DynamoDB takes at its 3,000 read units of 4 KB a second.
final class LongAccountStore implements DynamoDbClient {
    private static final int SEGMENTS_PER_PAGE = 64;
    private static final int IDS_PER_SEGMENT = 10;
    private static final int MAX_RESPONSE_BYTES = 1_000_000;
    private static final long REQUEST_NANOS = Duration.ofMillis(10).toNanos();
    private static final long NANOS_PER_BYTE = Duration.ofSeconds(1).toNanos() / (3_000 * 4_096);
    private static final int PAGE_BYTES = 160 + SEGMENTS_PER_PAGE * IDS_PER_SEGMENT * Long.BYTES;
    private static final SdkBytes PAGE_HASHES = pageHashes();

    private final InMemoryStore newest = new InMemoryStore("credits");
    private final long olderSegments;
    private final Instant begin;
    private final Duration span;
    private long nanos;
    private long requests;

    /// @param recent the items of an account with few segments, which become the newest ones
    /// @param olderSegments the number of segments before them, evenly over `span` from `begin` on
    LongAccountStore(List<Map<String, AttributeValue>> recent, long olderSegments, Instant begin, Duration span) {
        this.olderSegments = olderSegments;
        this.begin = begin;
        this.span = span;
        for (var item : recent) {
            var sort = requireNonNull(item.get(TableKeys.SORT_KEY)).s();
            if (!sort.startsWith(TableKeys.SEGMENT_PREFIX)) continue;
            long number = TableKeys.segmentNumber(sort);
            var moved = new HashMap<>(item);
            moved.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(olderSegments + number)));
            if (number == 0) moved.put("prev", hash(olderSegments - 1));
            var _ = newest.putItem(
                    put -> put.tableName("credits").item(moved).conditionExpression(TableKeys.IF_ABSENT));
        }
    }

    private static SdkBytes pageHashes() {
        var hashes = ByteBuffer.allocate(SEGMENTS_PER_PAGE * IDS_PER_SEGMENT * Long.BYTES);
        for (int i = 0; i < SEGMENTS_PER_PAGE * IDS_PER_SEGMENT; i++) hashes.putLong(1L + i);
        return SdkBytes.fromByteArray(hashes.array());
    }

    private static AttributeValue hash(long segment) {
        var bytes = ByteBuffer.allocate(32).putLong(segment);
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.array()));
    }

    long nanoTime() {
        return nanos;
    }

    long requests() {
        return requests;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return newest.putItem(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        spend(0);
        return newest.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        var from =
                requireNonNull(request.expressionAttributeValues().get(":from")).s();
        var to = requireNonNull(request.expressionAttributeValues().get(":to")).s();
        boolean isOfPages = from.startsWith(TableKeys.indexPageSort(0).substring(0, 2));
        if (isOfPages) return pages(TableKeys.indexPageNumber(from), TableKeys.indexPageNumber(to));
        long first = TableKeys.segmentNumber(from);
        if (first >= olderSegments || TableKeys.segmentNumber(to) >= olderSegments) {
            spend(0);
            return newest.query(request);
        }
        return segments(first, TableKeys.segmentNumber(to));
    }

    private QueryResponse pages(long first, long last) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        long page = Math.min(last, olderSegments / SEGMENTS_PER_PAGE - 1);
        while (page >= first && items.size() < MAX_RESPONSE_BYTES / PAGE_BYTES) items.add(page(page--));
        spend(items.size() * PAGE_BYTES);
        var response = QueryResponse.builder().items(items);
        if (page >= first) response.lastEvaluatedKey(items.getLast());
        return response.build();
    }

    private Map<String, AttributeValue> page(long number) {
        long first = number * SEGMENTS_PER_PAGE;
        return Map.of(
                TableKeys.SORT_KEY,
                AttributeValue.fromS(TableKeys.indexPageSort(number)),
                "since",
                AttributeValue.fromN(Long.toString(clockOf(first).toEpochMilli())),
                "prev",
                hash(first - 1),
                "last",
                hash(first + SEGMENTS_PER_PAGE - 1),
                "hashes",
                AttributeValue.fromB(PAGE_HASHES));
    }

    private QueryResponse segments(long first, long last) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (long number = first; number <= last; number++) {
            var clock = clockOf(number);
            var ids = RecordedIdsCodec.pack(clock, List.of(new RecordedId(TestData.newIdAt(clock), 1)));
            items.add(Map.of(
                    TableKeys.SORT_KEY,
                    AttributeValue.fromS(TableKeys.segmentSort(number)),
                    "prev",
                    hash(number - 1),
                    "ids",
                    AttributeValue.fromB(SdkBytes.fromByteArray(ids))));
        }
        spend(items.size() * 1_024);
        return QueryResponse.builder().items(items).build();
    }

    private Instant clockOf(long segment) {
        return begin.plusMillis(span.toMillis() * segment / olderSegments);
    }

    private void spend(int bytes) {
        requests++;
        nanos += REQUEST_NANOS + bytes * NANOS_PER_BYTE;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
