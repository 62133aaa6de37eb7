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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// What the nightly reconciliation has read about each payment on either side: what its account's chain has posted, and
/// what Stripe's objects say it must hold. Neither comes from the payment's record. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class ReconciledPayments {
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
    /// @param lastSegment the segment of the last of these postings; -1 before the first
    /// @param atStripe the credits that follow from Stripe's objects; empty if no session was found that was paid
    /// @param paidSession Stripe's id of that session
    /// @param accepted how much more may be posted than follows from Stripe; negative if less
    /// @param version increases with every change; 0 if nothing is stored
    public record ReconciledPayment(
            UniqueId id,
            Eur posted,
            long lastSegment,
            Optional<Eur> atStripe,
            Optional<String> paidSession,
            Eur accepted,
            long version) {
        /// Whether both sides have the same amount, apart from a difference that was accepted.
        public boolean agrees() {
            return agreesWith(atStripe.orElse(Eur.ZERO));
        }

        /// Whether it agrees if `credits` follow from Stripe's objects.
        public boolean agreesWith(Eur credits) {
            return posted.minus(credits).equals(accepted);
        }

        private ReconciledPayment withAtStripe(Eur credits, String session) {
            return new ReconciledPayment(
                    id, posted, lastSegment, Optional.of(credits), Optional.of(session), accepted, version);
        }

        // One that was added before changes nothing.
        private ReconciledPayment withPosting(Posting posting) {
            if (posting.segmentNumber() <= lastSegment) return this;
            var sum = posted.plus(posting.amount());
            return new ReconciledPayment(id, sum, posting.segmentNumber(), atStripe, paidSession, accepted, version);
        }

        private ReconciledPayment withDifferenceAccepted() {
            var difference = posted.minus(atStripe.orElse(Eur.ZERO));
            return new ReconciledPayment(id, posted, lastSegment, atStripe, paidSession, difference, version);
        }
    }

    /// Returns at most `limit` payments in the order of their ids, and fewer only at the end, without those that cannot
    /// be read.
    ///
    /// @param after the last payment of the previous page
    /// @param unreadable receives a fault for each that cannot be read, which names it
    public List<ReconciledPayment> list(
            OrganisationId organisation, Optional<UniqueId> after, int limit, Consumer<RuntimeException> unreadable) {
        var from = TableKeys.RECONCILED_PREFIX + after.orElse(UniqueId.MIN_VALUE);
        return callStore(
                organisation,
                () -> dynamo
                        .queryPaginator(query -> {
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
                        .flatMap(
                                item -> ItemAttributes.tryRead(item, ReconciledPayments::fromItem, unreadable).stream())
                        .limit(limit)
                        .toList());
    }

    /// Reads one payment; for one that is not known, nothing was posted.
    public ReconciledPayment find(OrganisationId organisation, UniqueId id) {
        return toPayment(
                id,
                callStore(
                        organisation,
                        () -> dynamo.getItem(get -> get.tableName(table)
                                        .key(key(organisation, TableKeys.RECONCILED_PREFIX + id))
                                        .consistentRead(true))
                                .item()));
    }

    /// Stores what follows from Stripe's objects.
    ///
    /// @param session Stripe's id of the session that was paid
    public void saveAtStripe(OrganisationId organisation, UniqueId id, Eur credits, String session) {
        var _ = change(organisation, id, payment -> payment.withAtStripe(credits, session));
    }

    /// Accepts the present difference of a payment, which a person has settled elsewhere, and returns it.
    public Eur accept(OrganisationId organisation, UniqueId id) {
        return change(organisation, id, ReconciledPayment::withDifferenceAccepted)
                .accepted();
    }

    /// Adds a posting of the chain. Postings are added in the chain's order; one that was added before changes nothing,
    /// so that a run that was cut off, a lost response or a second run does no harm.
    public void add(OrganisationId organisation, Posting posting) {
        var _ = change(organisation, posting.payment(), payment -> payment.withPosting(posting));
    }

    private ReconciledPayment change(
            OrganisationId organisation, UniqueId id, UnaryOperator<ReconciledPayment> change) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var before = find(organisation, id);
            var after = change.apply(before);
            if (after.equals(before) || tryPut(organisation, after)) return after;
        }
        throw new ServiceUnavailableException("other runs keep changing a payment of " + organisation);
    }

    // Only if nobody has changed it since it was read.
    private boolean tryPut(OrganisationId organisation, ReconciledPayment payment) {
        try {
            var _ = callStore(
                    organisation,
                    () -> dynamo.putItem(put -> {
                        put.tableName(table).item(toItem(organisation, payment));
                        if (payment.version() == 0) put.conditionExpression(TableKeys.IF_ABSENT);
                        else
                            put.conditionExpression("version = :version")
                                    .expressionAttributeValues(
                                            Map.of(":version", ItemAttributes.number(payment.version())));
                    }));
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

    private static Map<String, AttributeValue> toItem(OrganisationId organisation, ReconciledPayment payment) {
        var item = new HashMap<>(key(organisation, TableKeys.RECONCILED_PREFIX + payment.id()));
        item.put("posted", ItemAttributes.number(payment.posted().toCents()));
        item.put("last_segment", ItemAttributes.number(payment.lastSegment()));
        payment.atStripe().ifPresent(credits -> item.put("at_stripe", ItemAttributes.number(credits.toCents())));
        payment.paidSession().ifPresent(session -> item.put("paid_session", AttributeValue.fromS(session)));
        item.put("accepted", ItemAttributes.number(payment.accepted().toCents()));
        item.put("version", ItemAttributes.number(payment.version() + 1));
        return item;
    }

    private static ReconciledPayment fromItem(Map<String, AttributeValue> item) {
        var id = ItemAttributes.text(item, TableKeys.SORT_KEY).substring(TableKeys.RECONCILED_PREFIX.length());
        return toPayment(UniqueId.parse(id).orElseThrow(), item);
    }

    private static ReconciledPayment toPayment(UniqueId id, Map<String, AttributeValue> item) {
        if (item.isEmpty())
            return new ReconciledPayment(id, Eur.ZERO, -1, Optional.empty(), Optional.empty(), Eur.ZERO, 0);
        return new ReconciledPayment(
                id,
                Eur.ofCents(ItemAttributes.number(item, "posted")),
                ItemAttributes.number(item, "last_segment"),
                Optional.ofNullable(item.get("at_stripe")).map(cents -> Eur.ofCents(Long.parseLong(cents.n()))),
                ItemAttributes.optionalText(item, "paid_session"),
                Eur.ofCents(ItemAttributes.number(item, "accepted")),
                ItemAttributes.number(item, "version"));
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
