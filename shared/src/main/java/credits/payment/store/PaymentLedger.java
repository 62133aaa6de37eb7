package credits.payment.store;

import credits.account.command.AccountCommand;
import credits.account.command.BeginTopUp;
import credits.account.command.BeginTopUp.Outcome;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PendingPosting;
import credits.payment.TopUpDay;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Keeps payment records and account balances in step: both change in one transaction, on the condition that the
/// record is unchanged since the decision. A payment is thus credited once and clawed back once, no matter who
/// asks, how often, or how the previous attempt ended.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class PaymentLedger {
    private final String table;
    private final PaymentStore store;
    private final TopUpDayStore topUpDays;
    private final Ledger ledger;
    private final Supplier<RetryPolicy> retryPolicies;

    public PaymentLedger(DynamoDbClient dynamo, String table, Ledger ledger, Supplier<RetryPolicy> retryPolicies) {
        this.table = table;
        this.store = new PaymentStore(dynamo, table);
        this.topUpDays = new TopUpDayStore(dynamo, table);
        this.ledger = ledger;
        this.retryPolicies = retryPolicies;
    }

    public PaymentStore store() {
        return store;
    }

    public TopUpDayStore topUpDays() {
        return topUpDays;
    }

    /// Writes the record of a new top-up and reserves its key in the account's chain, in one transaction.
    /// Safe to repeat.
    ///
    /// @param contentHash an 8-byte hash of the request
    /// @return the stored record: the caller's own, perhaps of an earlier attempt, or that of another request with
    ///     this key; empty if the key belongs to something other than a top-up
    public Optional<Payment> begin(Payment payment, long contentHash) {
        var outcome = commitBegin(payment, contentHash, List.of());
        return outcome.equals(Optional.of(Outcome.BEGUN))
                ? Optional.of(payment)
                : store.find(payment.organisation(), payment.id());
    }

    /// The outcome of an attempt to begin a top-up.
    public sealed interface BeginResult {
        /// The stored record: the caller's own, perhaps of an earlier attempt, or that of another request with this
        /// key.
        record Begun(Payment payment) implements BeginResult {}

        /// The key belongs to something other than a top-up.
        record KeyTaken() implements BeginResult {}

        /// The day has changed since it was read; nothing was written.
        record DayChanged() implements BeginResult {}
    }

    /// Like [#begin], and counts the top-up in its day, in the same transaction.
    ///
    /// @param day the day as it was read, with room for the top-up
    public BeginResult begin(Payment payment, long contentHash, TopUpDay day) {
        var counted = day.withAttempt(payment.createdBy(), payment.net());
        var outcome = commitBegin(payment, contentHash, List.of(topUpDays.replacement(day, counted)));
        if (outcome.equals(Optional.of(Outcome.BEGUN))) return new BeginResult.Begun(payment);
        var stored = store.find(payment.organisation(), payment.id());
        if (stored.isPresent()) return new BeginResult.Begun(stored.get());
        return outcome.isPresent() ? new BeginResult.KeyTaken() : new BeginResult.DayChanged();
    }

    private Optional<Outcome> commitBegin(Payment payment, long contentHash, List<TransactWriteItem> alsoWrite) {
        var command = new BeginTopUp(payment.id(), contentHash, payment.createdAt());
        var writes = new ArrayList<>(alsoWrite);
        writes.add(conditionalPut(PaymentCodec.toItem(payment), TableKeys.IF_ABSENT, Map.of()));
        var outcome = ledger.commit(payment.organisation(), command, writes);
        if (outcome.equals(Optional.of(Outcome.KEY_OUT_OF_TIME)))
            throw new IllegalArgumentException("the key was not created when its top-up began: " + payment.id());
        return outcome;
    }

    /// Adds updates from Stripe to the record, and posts to the account what follows from them. Safe to repeat.
    ///
    /// @return the record once the account agrees with it
    public Payment applyUpdates(OrganisationId organisation, UniqueId id, List<PaymentUpdate> updates, Instant now) {
        return update(organisation, id, null, payment -> payment.applyUpdates(updates), now);
    }

    /// Changes the record, and posts to the account what follows from it: like [#applyUpdates], but without reading a
    /// record that the caller has just read. If `known` is out of date, the first write fails and
    /// the record is read.
    ///
    /// @param change applied again after a conflict; returns its argument if there is nothing to change
    /// @return the record once the account agrees with it
    public Payment update(Payment known, UnaryOperator<Payment> change, Instant now) {
        return update(known.organisation(), known.id(), known, change, now);
    }

    private Payment update(
            OrganisationId organisation,
            UniqueId id,
            @Nullable Payment known,
            UnaryOperator<Payment> change,
            Instant now) {
        var retryPolicy = retryPolicies.get();
        var current = Optional.ofNullable(known);
        while (true) {
            try {
                var before = current.isPresent()
                        ? current.get()
                        : store.find(organisation, id).orElseThrow();
                current = tryWrite(before, change.apply(before), now);
                if (current.isPresent()) {
                    if (current.get().pendingPosting().isEmpty()) return current.get();
                    continue;
                }
            } catch (ServiceUnavailableException undecided) {
                // Reading the record again shows what has happened.
                current = Optional.empty();
                if (retryPolicy.awaitRetry()) continue;
                throw undecided;
            }
            if (!retryPolicy.awaitRetry())
                throw new ServiceUnavailableException("other workers kept changing a payment of " + organisation);
        }
    }

    // Returns the record as it is stored, with its next posting; empty if another worker has changed it since.
    private Optional<Payment> tryWrite(Payment before, Payment updated, Instant now) {
        var pending = updated.pendingPosting();
        boolean isStored = pending.isPresent()
                ? tryPost(before, updated, pending.get(), now)
                : updated.version() == before.version() || store.replace(before, updated);
        return isStored ? Optional.of(pending.map(updated::withPosted).orElse(updated)) : Optional.empty();
    }

    private boolean tryPost(Payment before, Payment updated, PendingPosting pending, Instant now) {
        var alsoWrite = new ArrayList<TransactWriteItem>();
        alsoWrite.add(conditionalPut(
                PaymentCodec.toItem(updated.withPosted(pending)),
                PaymentStore.VERSION_CONDITION,
                PaymentStore.versionValues(before)));
        if (pending instanceof PendingPosting.Credit) {
            var paymentIntentId = updated.state().paid().orElseThrow().paymentIntentId();
            alsoWrite.add(conditionalPut(ownershipItem(paymentIntentId, updated), TableKeys.IF_ABSENT, Map.of()));
        }
        return ledger.commit(updated.organisation(), toCommand(pending, updated.id(), now), alsoWrite)
                .isPresent();
    }

    private static AccountCommand<Eur> toCommand(PendingPosting pending, UniqueId paymentKey, Instant now) {
        return switch (pending) {
            case PendingPosting.Credit(var amount) -> new CreditTopUp(paymentKey, amount, now);
            case PendingPosting.Clawback(var amount) -> new ClawBackCredits(paymentKey, amount, now);
        };
    }

    private TransactWriteItem conditionalPut(
            Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        var put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        if (!values.isEmpty()) put.expressionAttributeValues(values);
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Map<String, AttributeValue> ownershipItem(String paymentIntentId, Payment payment) {
        return Map.of(
                TableKeys.PARTITION_KEY,
                AttributeValue.fromS(TableKeys.PAYMENT_INTENT_PREFIX + paymentIntentId),
                TableKeys.SORT_KEY,
                AttributeValue.fromS(TableKeys.SINGLE_ITEM_SORT),
                "organisation",
                AttributeValue.fromS(payment.organisation().value()),
                "payment",
                AttributeValue.fromS(payment.id().toString()));
    }
}
