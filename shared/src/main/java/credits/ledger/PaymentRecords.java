package credits.ledger;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The records of all top-ups. A record is replaced only if it still has the version that the change was decided on.
/// What an account holds of a payment is changed by [Payments].
///
/// Throws [Unavailable] if the store does not answer.
public final class PaymentRecords {
    static final String UNCHANGED = "version = :version";

    private static final String BETWEEN = Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to";
    private static final UniqueId LATEST = new UniqueId(-1, -1);
    private static final int PAGE = 50;

    private final DynamoDbClient dynamo;
    private final String table;

    public PaymentRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The owner of a Stripe payment.
    public record Owner(OrganisationId organisation, UniqueId payment) {}

    /// Reads the record.
    public Optional<Payment> find(OrganisationId organisation, UniqueId id) {
        return asked(organisation, () -> read(Table.profile(organisation), Table.PAYMENT + id))
                .map(PaymentCodec::payment);
    }

    /// Returns the top-up that a Stripe payment paid for; empty if none has been credited for it.
    public Optional<Owner> ownerOf(String paymentIntent) {
        try {
            return read(Table.PAYMENT_INTENTS + paymentIntent, Table.ONLY).map(PaymentRecords::owner);
        } catch (SdkException fault) {
            throw new Unavailable("the payments did not answer", fault);
        }
    }

    /// Replaces `before` by `after`. Returns false if the record has changed since; nothing is then changed.
    public boolean replace(Payment before, Payment after) {
        return asked(before.organisation(), () -> isPut(after, before));
    }

    /// Returns at most `most` payments, newest first, from the one with id `from` on, inclusive.
    public List<Payment> page(OrganisationId organisation, UniqueId from, int most) {
        return found(organisation, from, most, payment -> payment.refusal().isEmpty());
    }

    /// Returns at most `most` payments that may still be paid, or may have been paid without our knowing.
    public List<Payment> undecided(OrganisationId organisation, int most) {
        return found(organisation, LATEST, most, Payment::isUndecided);
    }

    private List<Payment> found(OrganisationId organisation, UniqueId from, int most, Predicate<Payment> wanted) {
        return asked(organisation, () -> {
            var found = new ArrayList<Payment>();
            var pages = dynamo.queryPaginator(newestFirst(organisation, from));
            for (var page : pages) {
                for (var item : page.items()) {
                    var payment = PaymentCodec.payment(item);
                    if (wanted.test(payment)) found.add(payment);
                    if (found.size() == most) return found;
                }
            }
            return found;
        });
    }

    private QueryRequest newestFirst(OrganisationId organisation, UniqueId from) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(PAGE)
                .keyConditionExpression(BETWEEN)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(Table.profile(organisation)),
                        ":from", AttributeValue.fromS(Table.PAYMENT + UniqueId.LEAST),
                        ":to", AttributeValue.fromS(Table.PAYMENT + from)))
                .build();
    }

    private Optional<Map<String, AttributeValue>> read(String partition, String sort) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                Table.PARTITION, AttributeValue.fromS(partition),
                                Table.SORT, AttributeValue.fromS(sort)))
                        .consistentRead(true))
                .item();
        return Optional.of(item).filter(found -> !found.isEmpty());
    }

    private boolean isPut(Payment payment, Payment seen) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(PaymentCodec.item(payment))
                    .conditionExpression(UNCHANGED)
                    .expressionAttributeValues(version(seen)));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    static Map<String, AttributeValue> version(Payment seen) {
        return Map.of(":version", PaymentCodec.number(seen.version()));
    }

    private static Owner owner(Map<String, AttributeValue> item) {
        return new Owner(
                new OrganisationId(PaymentCodec.text(item, "organisation")),
                UniqueId.parse(PaymentCodec.text(item, "payment")).orElseThrow());
    }

    private static <T> T asked(OrganisationId organisation, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException fault) {
            throw new Unavailable("the payments of " + organisation + " did not answer", fault);
        }
    }
}
