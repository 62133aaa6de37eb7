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

/// A table with one account whose chain is too long to be kept: the older segments and their index pages are made up
/// when they are read. Reads take simulated time: 10 ms a request, and 70 ms a megabyte.
final class LongAccountStore implements DynamoDbClient {
    private static final int SEGMENTS_PER_PAGE = 64;
    private static final long REQUEST_NANOS = Duration.ofMillis(10).toNanos();
    private static final long NANOS_PER_BYTE = 70;
    private static final int PAGE_OVERHEAD_BYTES = 60;
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
            var moved = new HashMap<>(item);
            moved.put(
                    TableKeys.SORT_KEY,
                    AttributeValue.fromS(TableKeys.segmentSort(olderSegments + TableKeys.segmentNumber(sort))));
            var _ = newest.putItem(
                    put -> put.tableName("credits").item(moved).conditionExpression(TableKeys.IF_ABSENT));
        }
    }

    private static SdkBytes pageHashes() {
        var hashes = ByteBuffer.allocate(SEGMENTS_PER_PAGE * Long.BYTES);
        for (int i = 0; i < SEGMENTS_PER_PAGE; i++) hashes.putLong(1L + i);
        return SdkBytes.fromByteArray(hashes.array());
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
        var from = requireNonNull(request.expressionAttributeValues().get(":from")).s();
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
        for (long page = first; page <= Math.min(last, olderSegments / SEGMENTS_PER_PAGE - 1); page++) {
            var since = Long.toString(clockOf(page * SEGMENTS_PER_PAGE).toEpochMilli());
            items.add(Map.of(
                    TableKeys.SORT_KEY,
                    AttributeValue.fromS(TableKeys.indexPageSort(page)),
                    "since",
                    AttributeValue.fromN(since),
                    "hashes",
                    AttributeValue.fromB(PAGE_HASHES)));
        }
        spend(items.size() * (PAGE_OVERHEAD_BYTES + SEGMENTS_PER_PAGE * Long.BYTES));
        return QueryResponse.builder().items(items).build();
    }

    private QueryResponse segments(long first, long last) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (long number = first; number <= last; number++) {
            var clock = clockOf(number);
            var ids = RecordedIdsCodec.pack(clock, List.of(new RecordedId(TestData.newIdAt(clock), 1)));
            items.add(Map.of("ids", AttributeValue.fromB(SdkBytes.fromByteArray(ids))));
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
