package credits.ledger;

import credits.account.BeginTopUp;
import credits.account.BeginTopUp.Outcome;
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
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Keeps payment records and account balances in step: both change in one transaction, on the condition that the record
/// is unchanged since the decision. A payment is thus credited once and clawed back once, whoever asks, however often,
/// and however the previous attempt ended.
///
/// Throws [Unavailable] if the store does not answer.
public final class Payments {
    private final String table;
    private final PaymentRecords records;
    private final Ledger ledger;
    private final Supplier<Attempts> attempts;

    public Payments(DynamoDbClient dynamo, String table, Ledger ledger, Supplier<Attempts> attempts) {
        this.table = table;
        this.records = new PaymentRecords(dynamo, table);
        this.ledger = ledger;
        this.attempts = attempts;
    }

    public PaymentRecords records() {
        return records;
    }

    /// Writes the record of a new top-up and reserves its key in the account's chain, in one transaction. Safe
    /// to repeat.
    ///
    /// @param contents an 8-byte hash of the request
    /// @return the stored record: the caller's own, perhaps of an earlier attempt, or that of another request with this
    ///     key; empty if the key belongs to something other than a top-up
    public Optional<Payment> begin(Payment payment, long contents) {
        var begin = new BeginTopUp(payment.id(), contents, payment.createdAt());
        var record = put(PaymentCodec.item(payment), Chain.IF_ABSENT, Map.of());
        var outcome = ledger.commit(payment.organisation(), begin, List.of(record));
        if (outcome.equals(Optional.of(Outcome.KEY_IN_FUTURE)))
            throw new IllegalArgumentException("a key ahead of its top-up: " + payment.id());
        if (outcome.equals(Optional.of(Outcome.BEGUN))) return Optional.of(payment);
        return records.find(payment.organisation(), payment.id());
    }

    /// Adds updates from Stripe to the record, and posts to the account what follows from them. Safe to repeat.
    ///
    /// @return the record once the account agrees with it
    public Payment learn(OrganisationId organisation, UniqueId id, List<Fact> facts, Instant now) {
        var patience = attempts.get();
        while (true) {
            try {
                var before = records.find(organisation, id).orElseThrow();
                var told = before.learning(facts);
                var due = told.due();
                if (due.isEmpty() && (told.version() == before.version() || records.replace(before, told))) return told;
                if (due.isPresent() && post(before, told, due.get(), now)) continue;
            } catch (Unavailable undecided) {
                // Reading the record again shows what has happened.
                if (patience.again()) continue;
                throw undecided;
            }
            if (!patience.again()) throw new Unavailable("others kept changing a payment of " + organisation);
        }
    }

    private boolean post(Payment before, Payment told, Due due, Instant now) {
        var beside = new ArrayList<TransactWriteItem>();
        beside.add(put(PaymentCodec.item(told.posting(due)), PaymentRecords.UNCHANGED, PaymentRecords.version(before)));
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

    private TransactWriteItem put(
            Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        var put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        if (!values.isEmpty()) put.expressionAttributeValues(values);
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Map<String, AttributeValue> ownership(String paymentIntent, Payment payment) {
        return Map.of(
                Table.PARTITION,
                AttributeValue.fromS(Table.PAYMENT_INTENTS + paymentIntent),
                Table.SORT,
                AttributeValue.fromS(Table.ONLY),
                "organisation",
                AttributeValue.fromS(payment.organisation().value()),
                "payment",
                AttributeValue.fromS(payment.id().toString()));
    }
}
