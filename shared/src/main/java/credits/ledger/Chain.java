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

/// The chains of segments in the table. Every read is strongly consistent, and the only write is a put on condition
/// that the item does not exist.
final class Chain {
    /// The condition of every append. It is the only lock.
    static final String IF_ABSENT = "attribute_not_exists(" + Table.PARTITION + ")";

    private static final String RANGE = Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to";
    // The reasons for a cancelled transaction that pass without our doing.
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
    private static final long LAST = 0xFFFF_FFFF_FFFFL;

    private final DynamoDbClient dynamo;
    private final String table;

    Chain(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of an attempt to append.
    sealed interface Put {
        /// The segment is durable.
        record Stored() implements Put {}

        /// Another segment is in its place, perhaps our own whose response was lost: decide again on top of it.
        record Taken(Segment other) implements Put {}

        /// Another write was in progress at that place. All that is known is that this put did not succeed.
        record Disturbed() implements Put {}

        /// A condition of the other writes in the transaction failed: nothing was written.
        record Refused() implements Put {}
    }

    /// Returns the newest segment of an account; empty if it has none.
    Optional<Segment> head(OrganisationId organisation) {
        var newest = dynamo.query(
                range(organisation, 0, LAST).scanIndexForward(false).limit(1).build());
        return newest.items().stream().findFirst().map(Segment::from);
    }

    /// Returns one segment, which must exist.
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

    /// Returns at most `most` segments after `number`, oldest first.
    List<Segment> after(OrganisationId organisation, long number, int most) {
        return all(range(organisation, number + 1, Math.min(LAST, number + most))).stream()
                .map(Segment::from)
                .toList();
    }

    /// Returns at most `most` segments from `last` back to `first`, newest first.
    List<Segment> backwards(OrganisationId organisation, long first, long last, int most) {
        var page = dynamo.query(range(organisation, first, last)
                .scanIndexForward(false)
                .limit(most)
                .build());
        return page.items().stream().map(Segment::from).toList();
    }

    /// Raw items of a chain, which may or may not be readable.
    record Items(List<Map<String, AttributeValue>> all, boolean end) {}

    /// Returns at most `most` items from `first` on, oldest first.
    Items items(OrganisationId organisation, long first, int most) {
        var page = dynamo.query(range(organisation, first, LAST).limit(most).build());
        return new Items(page.items(), !page.hasLastEvaluatedKey());
    }

    /// Whether `item` is exactly what is written for `segment`, including the attributes that are only for people.
    static boolean isWritten(Segment segment, Map<String, AttributeValue> item) {
        var written = segment.item();
        return written.keySet().equals(item.keySet())
                && written.keySet().stream()
                        .allMatch(name -> isSame(requireNonNull(written.get(name)), requireNonNull(item.get(name))));
    }

    // DynamoDB keeps a number's value, not its spelling.
    private static boolean isSame(AttributeValue one, AttributeValue other) {
        if (one.n() == null || other.n() == null) return one.equals(other);
        return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n())) == 0;
    }

    /// Returns the ids of the segments `first` to `last`, oldest first, without their entries. All of these segments
    /// must exist.
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

    /// Appends `segment` if its place is free.
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

    /// Appends `segment` if its place is free, and applies the writes `beside` if their conditions hold: all
    /// or nothing.
    ///
    /// The SDK gives the transaction a token, so that its own retry of a lost response has no second effect.
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

    // In order of precedence: a failed condition of the other writes decides, whatever happened to the segment's place.
    // A segment that took the place can be adopted. Any other temporary reason leads to another attempt.
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
