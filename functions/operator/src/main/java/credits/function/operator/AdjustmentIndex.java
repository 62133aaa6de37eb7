package credits.function.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The adjustments of all organisations by time, one item each. It is written in the transaction of the adjustment, so
/// that none is missing; the chain remains what counts.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
final class AdjustmentIndex {
    private static final String KEY = "key";
    private static final String ORGANISATION = "organisation";
    private static final String AMOUNT = "nanos";
    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final String AT = "at";

    private final DynamoDbClient dynamo;
    private final String table;

    AdjustmentIndex(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// An adjustment as it was made.
    ///
    /// @param key the call's idempotency key, unique within the organisation
    record Adjustment(UniqueId key, OrganisationId organisation, Eur amount, String reason, MemberId by, Instant at) {
        /// Where it is in the index.
        Place place() {
            var bytes = sha256(organisation + "/" + key);
            int hash = (bytes[0] & 0x7f) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
            return new Place(at.toEpochMilli(), hash);
        }

        /// The key that signs a cursor at this place: only who has read the adjustment knows it.
        byte[] cursorKey() {
            return sha256(String.join("/", organisation.value(), key.toString(), amount.toString(), reason));
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }

    /// A place in the index.
    ///
    /// @param hash tells adjustments of one millisecond apart
    record Place(long atMillis, int hash) {
        static final Place NEWEST = new Place((1L << 48) - 1, Integer.MAX_VALUE);

        private AttributeValue sortKey() {
            return AttributeValue.fromS(TableKeys.adjustmentSort(atMillis, hash));
        }
    }

    /// The write that adds an adjustment.
    TransactWriteItem put(Adjustment adjustment) {
        var item = Map.of(
                TableKeys.PARTITION_KEY,
                AttributeValue.fromS(TableKeys.OPERATOR_PARTITION),
                TableKeys.SORT_KEY,
                adjustment.place().sortKey(),
                KEY,
                ItemAttributes.text(adjustment.key().toString()),
                ORGANISATION,
                ItemAttributes.text(adjustment.organisation().value()),
                AMOUNT,
                ItemAttributes.number(adjustment.amount().nanos()),
                REASON,
                ItemAttributes.text(adjustment.reason()),
                BY,
                ItemAttributes.text(adjustment.by().value()),
                AT,
                ItemAttributes.time(adjustment.at()));
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(TableKeys.IF_ABSENT)
                        .build())
                .build();
    }

    /// Returns up to `limit` adjustments from `from` on, newest first; fewer only at the end.
    List<Adjustment> listFrom(Place from, int limit) {
        return AwsCall.readOrWrite(
                "the adjustments",
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .keyConditionExpression("%s = :p AND %s BETWEEN :oldest AND :from"
                                        .formatted(TableKeys.PARTITION_KEY, TableKeys.SORT_KEY))
                                .expressionAttributeValues(Map.of(
                                        ":p", AttributeValue.fromS(TableKeys.OPERATOR_PARTITION),
                                        ":oldest", AttributeValue.fromS(TableKeys.ADJUSTMENT_PREFIX),
                                        ":from", from.sortKey()))
                                .scanIndexForward(false)
                                .consistentRead(true)
                                .limit(limit))
                        .items()
                        .stream()
                        .limit(limit)
                        .map(AdjustmentIndex::fromItem)
                        .toList());
    }

    private static Adjustment fromItem(Map<String, AttributeValue> item) {
        return new Adjustment(
                UniqueId.parse(ItemAttributes.text(item, KEY)).orElseThrow(),
                new OrganisationId(ItemAttributes.text(item, ORGANISATION)),
                new Eur(ItemAttributes.number(item, AMOUNT)),
                ItemAttributes.text(item, REASON),
                new MemberId(ItemAttributes.text(item, BY)),
                ItemAttributes.time(item, AT));
    }
}
