package credits.ledger;

import credits.account.ClawBack;
import credits.account.Command;
import credits.account.Credit;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.topup.Fact;
import credits.topup.Payment;
import credits.topup.Payment.Due;
import java.time.Instant;
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
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The records of all top-ups, and what the accounts hold of them.
///
/// A record is changed only from the version that the change was decided on; and when the account's balance changes
/// with it, both are one transaction. So a payment credits once and is taken back once, whoever asks, however often
/// and however the last attempt ended. When the store does not answer: [Unavailable].
public final class Payments {
    private static final String UNCHANGED = "version = :version";
    private static final String BETWEEN = Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to";

    private static final UniqueId LATEST = new UniqueId(-1, -1);
    private static final int PAGE = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Supplier<Attempts> attempts;

    public Payments(DynamoDbClient dynamo, String table, Ledger ledger, Supplier<Attempts> attempts) {
        this.dynamo = dynamo;
        this.table = table;
        this.ledger = ledger;
        this.organisations = new Organisations(dynamo, table);
        this.attempts = attempts;
    }

    /// Whose a payment of Stripe's is.
    public record Owner(OrganisationId organisation, UniqueId payment) {}

    /// The record, read afresh.
    public Optional<Payment> find(OrganisationId organisation, UniqueId id) {
        return asked(organisation, () -> read(Table.profile(organisation), Table.PAYMENT + id))
                .map(PaymentCodec::payment);
    }

    /// Which top-up a payment of Stripe's has paid; empty if none has been credited for it.
    public Optional<Owner> ownerOf(String paymentIntent) {
        try {
            return read(Table.PAYMENT_INTENTS + paymentIntent, Table.ONLY).map(Payments::owner);
        } catch (SdkException fault) {
            throw new Unavailable("the payments did not answer", fault);
        }
    }

    /// Writes the record of a top-up that begins, unless there is one with its id. What stands then is returned: the
    /// caller's own, perhaps of an earlier attempt, or another's.
    public Payment begin(Payment payment) {
        return asked(payment.organisation(), () -> {
            // First: the sweep finds open top-ups by this list, and an account may have no segment yet.
            organisations.list(payment.organisation());
            if (isPut(payment, Chain.IF_ABSENT, Map.of())) return payment;
            return find(payment.organisation(), payment.id()).orElseThrow();
        });
    }

    /// Replaces `before` by `after`: false when somebody else has changed it since, and nothing was changed.
    public boolean replace(Payment before, Payment after) {
        return asked(before.organisation(), () -> isPut(after, UNCHANGED, version(before)));
    }

    /// Adds what Stripe told to the record, and posts to the account what follows from all of it. Safe to repeat.
    ///
    /// @return the record once the account holds what it must
    public Payment learn(OrganisationId organisation, UniqueId id, List<Fact> facts, Instant now) {
        var patience = attempts.get();
        while (true) {
            try {
                var before = find(organisation, id).orElseThrow();
                var told = before.learning(facts);
                var due = told.due();
                if (due.isEmpty() && (told.version() == before.version() || replace(before, told))) return told;
                if (due.isPresent() && post(before, told, due.get(), now)) continue;
            } catch (Unavailable undecided) {
                // Reading the record again tells what became of it.
                if (patience.again()) continue;
                throw undecided;
            }
            if (!patience.again()) throw new Unavailable("others kept changing a payment of " + organisation);
        }
    }

    private boolean post(Payment before, Payment told, Due due, Instant now) {
        var beside = new ArrayList<TransactWriteItem>();
        beside.add(put(PaymentCodec.item(told.posting(due)), UNCHANGED, version(before)));
        if (due instanceof Due.Credit) {
            var intent = told.facts().paid().orElseThrow().paymentIntent();
            beside.add(put(ownership(intent, told), Chain.IF_ABSENT, Map.of()));
        }
        return ledger.commit(told.organisation(), command(due, told.id(), now), beside)
                .isPresent();
    }

    private static Command<Eur> command(Due due, UniqueId payment, Instant now) {
        return switch (due) {
            case Due.Credit(var cents) -> new Credit(payment, Eur.cents(cents), now);
            case Due.ClawBack(var cents) -> new ClawBack(payment, Eur.cents(cents), now);
        };
    }

    /// At most `most` payments that were begun, newest first, from the one with id `from` on, itself included.
    public List<Payment> page(OrganisationId organisation, UniqueId from, int most) {
        return found(organisation, from, most, payment -> payment.refusal().isEmpty());
    }

    /// Those that may still be paid, or have been without our knowing. At most `most`.
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

    private boolean isPut(Payment payment, String condition, Map<String, AttributeValue> values) {
        try {
            var _ = dynamo.putItem(put -> {
                var _ = put.tableName(table)
                        .item(PaymentCodec.item(payment))
                        .conditionExpression(condition);
                if (!values.isEmpty()) put.expressionAttributeValues(values);
            });
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    private TransactWriteItem put(
            Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        var put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        if (!values.isEmpty()) put.expressionAttributeValues(values);
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Map<String, AttributeValue> version(Payment seen) {
        return Map.of(":version", PaymentCodec.number(seen.version()));
    }

    private static Map<String, AttributeValue> ownership(String paymentIntent, Payment payment) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.PAYMENT_INTENTS + paymentIntent),
                Table.SORT, AttributeValue.fromS(Table.ONLY),
                "organisation", AttributeValue.fromS(payment.organisation().value()),
                "payment", AttributeValue.fromS(payment.id().toString()));
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
