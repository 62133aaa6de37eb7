package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.payment.store.PostedPayments.Posting;
import credits.retry.ServiceUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// What the nightly reconciliation has read about each payment on either side: what its account's chain has posted, and
/// what Stripe's objects say it must hold. Neither comes from the payment's record. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class ReconciledPayments {
    private static final String POSTED = "posted";
    private static final String LAST_SEGMENT = "last_segment";
    private static final String RANGE =
            TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to";
    private static final UniqueId MAX_ID = new UniqueId(-1, -1);
    private static final int MAX_ATTEMPTS = 3;

    private final DynamoDbClient dynamo;
    private final String table;

    public ReconciledPayments(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Both sides of a payment.
    ///
    /// @param posted the credits that the chain has posted for it, less those clawed back
    /// @param atStripe the credits that follow from Stripe's objects; empty if no session was found that was paid
    /// @param paidSession Stripe's id of that session
    /// @param accepted how much more may be posted than follows from Stripe; negative if less
    public record ReconciledPayment(
            UniqueId id, Eur posted, Optional<Eur> atStripe, Optional<String> paidSession, Eur accepted) {
        /// Whether both sides have the same amount, apart from a difference that was accepted.
        public boolean agrees() {
            return agreesWith(atStripe.orElse(Eur.ZERO));
        }

        /// Whether it agrees if `credits` follow from Stripe's objects.
        public boolean agreesWith(Eur credits) {
            return posted.minus(credits).equals(accepted);
        }
    }

    /// Returns at most `limit` payments in the order of their ids.
    ///
    /// @param after the last payment of the previous page
    public List<ReconciledPayment> list(OrganisationId organisation, Optional<UniqueId> after, int limit) {
        var from = TableKeys.RECONCILED_PREFIX + after.orElse(UniqueId.MIN_VALUE);
        return callStore(
                organisation,
                () -> dynamo
                        .query(query -> {
                            query.tableName(table)
                                    .consistentRead(true)
                                    .limit(limit)
                                    .keyConditionExpression(RANGE)
                                    .expressionAttributeValues(Map.of(
                                            ":p", AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                                            ":from", AttributeValue.fromS(from),
                                            ":to", AttributeValue.fromS(TableKeys.RECONCILED_PREFIX + MAX_ID)));
                            after.ifPresent(_ -> query.exclusiveStartKey(key(organisation, from)));
                        })
                        .items()
                        .stream()
                        .map(ReconciledPayments::fromItem)
                        .toList());
    }

    /// Reads one payment; for one that is not known, nothing was posted.
    public ReconciledPayment find(OrganisationId organisation, UniqueId id) {
        return toPayment(id, read(organisation, id));
    }

    private Map<String, AttributeValue> read(OrganisationId organisation, UniqueId id) {
        return callStore(
                organisation,
                () -> dynamo.getItem(get -> get.tableName(table)
                                .key(paymentKey(organisation, id))
                                .consistentRead(true))
                        .item());
    }

    /// Stores what follows from Stripe's objects.
    ///
    /// @param session Stripe's id of the session that was paid
    public void saveAtStripe(OrganisationId organisation, UniqueId id, Eur credits, String session) {
        var _ = callStore(
                organisation,
                () -> dynamo.updateItem(update -> update.tableName(table)
                        .key(paymentKey(organisation, id))
                        .updateExpression("SET at_stripe = :credits, paid_session = :session")
                        .expressionAttributeValues(Map.of(
                                ":credits", ItemAttributes.number(credits.toCents()),
                                ":session", AttributeValue.fromS(session)))));
    }

    /// Accepts the present difference of a payment, which a person has settled elsewhere, and returns it.
    public Eur accept(OrganisationId organisation, UniqueId id) {
        var payment = find(organisation, id);
        var difference = payment.posted().minus(payment.atStripe().orElse(Eur.ZERO));
        var _ = callStore(
                organisation,
                () -> dynamo.updateItem(update -> update.tableName(table)
                        .key(paymentKey(organisation, id))
                        .updateExpression("SET accepted = :cents")
                        .expressionAttributeValues(Map.of(":cents", ItemAttributes.number(difference.toCents())))));
        return difference;
    }

    /// Adds a posting of the chain. Postings are added in the chain's order; one that was added before changes nothing,
    /// so that a run that was cut off, a lost response or a second run does no harm.
    public void add(OrganisationId organisation, Posting posting) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var item = read(organisation, posting.payment());
            var lastSegment = Optional.ofNullable(item.get(LAST_SEGMENT));
            boolean isAdded = lastSegment
                    .filter(last -> Long.parseLong(last.n()) >= posting.segmentNumber())
                    .isPresent();
            var posted = cents(item, POSTED).orElse(Eur.ZERO).plus(posting.amount());
            if (isAdded || tryAdd(organisation, posting, posted, lastSegment)) return;
        }
        throw new ServiceUnavailableException("other runs keep reading the chain of " + organisation);
    }

    private boolean tryAdd(
            OrganisationId organisation, Posting posting, Eur posted, Optional<AttributeValue> lastSegment) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":posted", ItemAttributes.number(posted.toCents()));
        values.put(":segment", ItemAttributes.number(posting.segmentNumber()));
        lastSegment.ifPresent(last -> values.put(":last", last));
        try {
            var _ = callStore(
                    organisation,
                    () -> dynamo.updateItem(update -> update.tableName(table)
                            .key(paymentKey(organisation, posting.payment()))
                            .conditionExpression(
                                    lastSegment.isPresent()
                                            ? LAST_SEGMENT + " = :last"
                                            : "attribute_not_exists(" + LAST_SEGMENT + ")")
                            .updateExpression("SET " + POSTED + " = :posted, " + LAST_SEGMENT + " = :segment")
                            .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    /// Returns the number of the first segment whose postings have not all been added.
    public long nextSegment(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(key(organisation, TableKeys.POSTED_SORT))
                            .consistentRead(true))
                    .item();
            return item.isEmpty() ? 0 : ItemAttributes.number(item, "next");
        });
    }

    public void saveNextSegment(OrganisationId organisation, long next) {
        var item = new HashMap<>(key(organisation, TableKeys.POSTED_SORT));
        item.put("next", ItemAttributes.number(next));
        var _ = callStore(
                organisation, () -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static ReconciledPayment fromItem(Map<String, AttributeValue> item) {
        var id = ItemAttributes.text(item, TableKeys.SORT_KEY).substring(TableKeys.RECONCILED_PREFIX.length());
        return toPayment(UniqueId.parse(id).orElseThrow(), item);
    }

    private static ReconciledPayment toPayment(UniqueId id, Map<String, AttributeValue> item) {
        return new ReconciledPayment(
                id,
                cents(item, POSTED).orElse(Eur.ZERO),
                cents(item, "at_stripe"),
                ItemAttributes.optionalText(item, "paid_session"),
                cents(item, "accepted").orElse(Eur.ZERO));
    }

    private static Optional<Eur> cents(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(cents -> Eur.ofCents(Long.parseLong(cents.n())));
    }

    private static Map<String, AttributeValue> paymentKey(OrganisationId organisation, UniqueId id) {
        return key(organisation, TableKeys.RECONCILED_PREFIX + id);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(sort));
    }

    private static <T> T callStore(OrganisationId organisation, Supplier<T> call) {
        return AwsCall.readOrWrite("the reconciled payments of " + organisation, call);
    }
}
