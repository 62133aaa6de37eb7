package credits.ledger;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.codec.RecordedIdsCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/// The chains of segments in the table. Every read is strongly consistent, and the only write is a put on condition
/// that the item does not exist.
public final class SegmentStore {
    private static final String KEY_RANGE =
            TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to";
    // The reasons for a cancelled transaction that are transient.
    private static final Set<String> TRANSIENT_REASONS =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
    /// The greatest number that a segment can have.
    public static final long MAX_SEGMENT_NUMBER = 0xFFFF_FFFF_FFFFL;

    private final DynamoDbClient dynamo;
    private final String table;

    public SegmentStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of an attempt to append.
    sealed interface AppendResult {
        /// The segment is durable.
        record Appended() implements AppendResult {}

        /// Another segment is in its place, perhaps our own whose response was lost, or another write was in progress
        /// there: read the newest segment and decide again.
        record PlaceTaken() implements AppendResult {}

        /// A condition of the other writes in the transaction failed: nothing was written.
        record ConditionFailed() implements AppendResult {}
    }

    /// Returns the newest segment of an account; empty if it has none.
    public Optional<Segment> findHead(OrganisationId organisation) {
        return findNewestItem(organisation)
                .map(item -> SegmentRun.last(organisation, item, SegmentRun.storedIds(organisation, item)));
    }

    /// Returns the newest item of an account; empty if it has none.
    Optional<Map<String, AttributeValue>> findNewestItem(OrganisationId organisation) {
        return findItem(organisation, MAX_SEGMENT_NUMBER);
    }

    /// Returns the newest item that begins with segment `number` or an older one, which contains that segment if the
    /// chain does.
    public Optional<Map<String, AttributeValue>> findItem(OrganisationId organisation, long number) {
        var newest = dynamo.query(rangeQuery(organisation, 0, number)
                .scanIndexForward(false)
                .limit(1)
                .build());
        return newest.items().stream().findFirst();
    }

    /// Returns one segment, which must exist.
    public Segment getSegment(OrganisationId organisation, long number) {
        return findSegment(organisation, number)
                .orElseThrow(() -> new IllegalStateException("segment missing: " + organisation + " " + number));
    }

    /// Returns one segment; empty if there is none of this number.
    public Optional<Segment> findSegment(OrganisationId organisation, long number) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(number))))
                        .consistentRead(true))
                .item();
        if (!item.isEmpty()) return Optional.of(SegmentRun.fromItem(item).getFirst());
        return segmentsAround(organisation, number).stream()
                .filter(segment -> segment.number() == number)
                .findFirst();
    }

    /// Returns the segments of the item that a segment is in, if it is not the first of them.
    private List<Segment> segmentsAround(OrganisationId organisation, long number) {
        return number == 0
                ? List.of()
                : findItem(organisation, number - 1).map(SegmentRun::fromItem).orElse(List.of());
    }

    /// Returns the first segment from `number` on, which is of this number unless that was lost in a restore.
    Segment firstFrom(OrganisationId organisation, long number) {
        return findSegment(organisation, number)
                .orElseGet(() -> SegmentRun.fromItem(
                                itemsFrom(organisation, number, 1).items().getFirst())
                        .getFirst());
    }

    /// Returns segments from `last` back to `first`, newest first: those of at most `limit` items.
    public List<Segment> segmentsBackwards(OrganisationId organisation, long first, long last, int limit) {
        var page = dynamo.query(rangeQuery(organisation, first, last)
                .scanIndexForward(false)
                .limit(limit)
                .build());
        var newestFirst = new ArrayList<Segment>();
        for (var item : page.items())
            newestFirst.addAll(SegmentRun.fromItem(item).reversed());
        long oldest = newestFirst.isEmpty() ? last + 1 : newestFirst.getLast().number();
        if (page.items().size() < limit && oldest > first && !page.hasLastEvaluatedKey())
            newestFirst.addAll(segmentsAround(organisation, first).reversed());
        newestFirst.removeIf(segment -> segment.number() < first || segment.number() > last);
        return newestFirst;
    }

    /// Raw items of a chain, which may or may not be readable.
    public record ItemPage(List<Map<String, AttributeValue>> items, boolean isLast) {}

    /// Returns at most `limit` items from `first` on, oldest first.
    public ItemPage itemsFrom(OrganisationId organisation, long first, int limit) {
        var page = dynamo.query(
                rangeQuery(organisation, first, MAX_SEGMENT_NUMBER).limit(limit).build());
        return new ItemPage(page.items(), !page.hasLastEvaluatedKey());
    }

    /// The ids of one segment, as stored.
    ///
    /// @param previousHash the hash of the segment before it
    public record StoredIds(long segmentNumber, SdkBytes previousHash, RecordedIdsCodec.SegmentIds ids) {
        static StoredIds of(Segment segment) {
            var ids = new RecordedIdsCodec.SegmentIds(segment.account().clockTime(), segment.recordedIds());
            return new StoredIds(segment.number(), segment.previousHash(), ids);
        }
    }

    /// Returns the ids of the segments `first` to `last`, oldest first, without their entries. A segment that is lost
    /// is absent: the account goes on without it, and the verification reports it.
    public List<StoredIds> recordedIds(OrganisationId organisation, long first, long last) {
        if (first > last) return List.of();
        var query = rangeQuery(organisation, first, last)
                .projectionExpression(TableKeys.SORT_KEY + ", v, prev, #state, ids, earlier")
                .expressionAttributeNames(Map.of("#state", "state"));
        var all = new ArrayList<StoredIds>();
        for (var item : queryAll(query)) all.addAll(SegmentRun.storedIds(organisation, item));
        if (first > 0 && (all.isEmpty() || all.getFirst().segmentNumber() > first)) {
            var around = findItem(organisation, first - 1).map(item -> SegmentRun.storedIds(organisation, item));
            all.addAll(0, around.orElse(List.of()));
        }
        all.removeIf(ids -> ids.segmentNumber() < first || ids.segmentNumber() > last);
        return all;
    }

    /// Appends consecutive segments if their place is free: all or none, in one item.
    AppendResult append(List<Segment> run) {
        try {
            var _ = dynamo.putItem(
                    put -> put.tableName(table).item(SegmentRun.toItem(run)).conditionExpression(TableKeys.IF_ABSENT));
            return new AppendResult.Appended();
        } catch (ConditionalCheckFailedException taken) {
            return new AppendResult.PlaceTaken();
        } catch (TransactionConflictException contended) {
            return new AppendResult.PlaceTaken();
        }
    }

    /// Appends `segment` if its place is free, and applies the writes `alsoWrite` if their conditions hold: all
    /// or nothing.
    ///
    /// The SDK gives the transaction a token, so that its own retry of a lost response has no second effect.
    AppendResult append(Segment segment, List<TransactWriteItem> alsoWrite) {
        var actions = new ArrayList<TransactWriteItem>();
        actions.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(SegmentRun.toItem(List.of(segment)))
                        .conditionExpression(TableKeys.IF_ABSENT))
                .build());
        actions.addAll(alsoWrite);
        try {
            var _ = dynamo.transactWriteItems(write -> write.transactItems(actions));
            return new AppendResult.Appended();
        } catch (TransactionCanceledException cancelled) {
            return toResult(cancelled);
        } catch (TransactionConflictException | TransactionInProgressException contended) {
            return new AppendResult.PlaceTaken();
        }
    }

    // In order of precedence: a failed condition of the other writes decides, whatever happened to the segment's place.
    // A segment that took the place, or any other temporary reason, leads to another attempt.
    private static AppendResult toResult(TransactionCanceledException cancelled) {
        var reasons = cancelled.cancellationReasons();
        if (reasons.stream().skip(1).anyMatch(SegmentStore::isConditionFailure))
            return new AppendResult.ConditionFailed();
        boolean isTaken = !reasons.isEmpty() && isConditionFailure(reasons.getFirst());
        if (isTaken || reasons.stream().allMatch(SegmentStore::isTransient)) return new AppendResult.PlaceTaken();
        throw cancelled;
    }

    private static boolean isTransient(CancellationReason reason) {
        return TRANSIENT_REASONS.contains(String.valueOf(reason.code()));
    }

    private static boolean isConditionFailure(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    private QueryRequest.Builder rangeQuery(OrganisationId organisation, long first, long last) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(KEY_RANGE)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                        ":from", AttributeValue.fromS(TableKeys.segmentSort(first)),
                        ":to", AttributeValue.fromS(TableKeys.segmentSort(last))));
    }

    private List<Map<String, AttributeValue>> queryAll(QueryRequest.Builder query) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        var page = dynamo.query(query.build());
        items.addAll(page.items());
        while (page.hasLastEvaluatedKey()) {
            page = dynamo.query(query.exclusiveStartKey(page.lastEvaluatedKey()).build());
            items.addAll(page.items());
        }
        return items;
    }
}
