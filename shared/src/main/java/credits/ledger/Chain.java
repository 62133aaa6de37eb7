package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.OrganisationId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/// The chains of segments in the table. Every read is strongly consistent; the only write is a put if nothing is
/// there.
final class Chain {
    /// The condition that is the only lock.
    static final String IF_ABSENT = "attribute_not_exists(" + Table.PARTITION + ")";

    private static final String RANGE = Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to";
    // What of a transaction's reasons to be cancelled goes away by itself.
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
    private static final long LAST = 0xFFFF_FFFF_FFFFL;

    private final DynamoDbClient dynamo;
    private final String table;

    Chain(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// What came of an attempt to append.
    sealed interface Put {
        /// The segment is durable.
        record Stored() implements Put {}

        /// Another segment has its place, perhaps our own whose answer was lost: decide again on it.
        record Taken(Segment other) implements Put {}

        /// Something else was writing there: nothing is known but that this put did not succeed.
        record Disturbed() implements Put {}

        /// A condition on what was to be written beside it does not hold: nothing was written.
        record Refused() implements Put {}
    }

    /// The newest segment of an account; empty when nothing has happened to it.
    Optional<Segment> head(OrganisationId organisation) {
        var newest = dynamo.query(
                range(organisation, 0, LAST).scanIndexForward(false).limit(1).build());
        return newest.items().stream().findFirst().map(Segment::from);
    }

    /// One segment; it must exist.
    Segment segment(OrganisationId organisation, long number) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                Table.PARTITION, AttributeValue.fromS(Table.account(organisation)),
                                Table.SORT, AttributeValue.fromS(Table.segment(number))))
                        .consistentRead(true))
                .item();
        if (item.isEmpty()) throw new IllegalStateException("segment missing: " + organisation + " " + number);
        return Segment.from(item);
    }

    /// At most `most` segments after `number`, oldest first.
    List<Segment> after(OrganisationId organisation, long number, int most) {
        return all(range(organisation, number + 1, Math.min(LAST, number + most))).stream()
                .map(Segment::from)
                .toList();
    }

    /// At most `most` segments from `last` back to `first`, newest first.
    List<Segment> backwards(OrganisationId organisation, long first, long last, int most) {
        var page = dynamo.query(range(organisation, first, last)
                .scanIndexForward(false)
                .limit(most)
                .build());
        return page.items().stream().map(Segment::from).toList();
    }

    /// Some items of a chain, as they are; whether they can be read is not asked.
    record Items(List<Map<String, AttributeValue>> all, boolean end) {}

    /// At most `most` items from `first` on, oldest first.
    Items items(OrganisationId organisation, long first, int most) {
        var page = dynamo.query(range(organisation, first, LAST).limit(most).build());
        return new Items(page.items(), !page.hasLastEvaluatedKey());
    }

    /// Is `item` what was written for `segment`, with all that only people read?
    static boolean isWritten(Segment segment, Map<String, AttributeValue> item) {
        var written = segment.item();
        return written.keySet().equals(item.keySet())
                && written.keySet().stream()
                        .allMatch(name -> isSame(requireNonNull(written.get(name)), requireNonNull(item.get(name))));
    }

    // DynamoDB keeps a number and not how it was spelt.
    private static boolean isSame(AttributeValue one, AttributeValue other) {
        if (one.n() == null || other.n() == null) return one.equals(other);
        return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n())) == 0;
    }

    /// The ids of the segments `first` to `last`, oldest first, without their entries; all of these must exist.
    List<IdsCodec.Ids> ids(OrganisationId organisation, long first, long last) {
        if (first > last) return List.of();
        var items = all(range(organisation, first, last).projectionExpression("ids"));
        if (items.size() != last - first + 1) {
            throw new IllegalStateException("segments missing: " + organisation + " " + first + " to " + last);
        }
        return items.stream()
                .map(item -> IdsCodec.unpack(requireNonNull(item.get("ids")).b().asByteArrayUnsafe()))
                .toList();
    }

    /// Appends `segment` if its place is empty.
    Put append(Segment segment) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(segment.item())
                    .conditionExpression(IF_ABSENT)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Put.Stored();
        } catch (ConditionalCheckFailedException taken) {
            return new Put.Taken(Segment.from(taken.item()));
        } catch (TransactionConflictException disturbed) {
            return new Put.Disturbed();
        }
    }

    /// Appends `segment` if its place is empty, and makes the writes `beside` if their conditions hold: all or
    /// nothing.
    ///
    /// The SDK gives the transaction a token, so that its own retry of a lost response is none of ours.
    Put append(Segment segment, List<TransactWriteItem> beside) {
        var actions = new ArrayList<TransactWriteItem>();
        actions.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(segment.item())
                        .conditionExpression(IF_ABSENT)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build());
        actions.addAll(beside);
        try {
            var _ = dynamo.transactWriteItems(write -> write.transactItems(actions));
            return new Put.Stored();
        } catch (TransactionCanceledException cancelled) {
            return put(cancelled);
        } catch (TransactionConflictException | TransactionInProgressException disturbed) {
            return new Put.Disturbed();
        }
    }

    // In order of precedence: what is refused beside is refused whatever became of the segment's place; a place
    // that is taken is worth adopting; anything else that may pass is tried again.
    private static Put put(TransactionCanceledException cancelled) {
        var reasons = cancelled.cancellationReasons();
        if (reasons.stream().skip(1).anyMatch(Chain::isRefusal)) return new Put.Refused();
        if (!reasons.isEmpty() && isRefusal(reasons.getFirst())) {
            return new Put.Taken(Segment.from(reasons.getFirst().item()));
        }
        if (reasons.stream().allMatch(reason -> PASSING.contains(String.valueOf(reason.code())))) {
            return new Put.Disturbed();
        }
        throw cancelled;
    }

    private static boolean isRefusal(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    private QueryRequest.Builder range(OrganisationId organisation, long first, long last) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(RANGE)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(Table.account(organisation)),
                        ":from", AttributeValue.fromS(Table.segment(first)),
                        ":to", AttributeValue.fromS(Table.segment(last))));
    }

    private List<Map<String, AttributeValue>> all(QueryRequest.Builder query) {
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
