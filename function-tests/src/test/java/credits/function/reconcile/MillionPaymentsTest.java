package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.json.Json;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.OrganisationDirectory;
import credits.local.aws.interception.InterceptedDynamo;
import credits.money.Eur;
import credits.payment.store.PaymentStore;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciledPayments;
import credits.payment.store.ReconciliationReports;
import credits.payment.store.StoredReversals;
import credits.retry.RetryPolicy;
import credits.simulation.store.InMemoryStore;
import credits.stripe.ReversalLists;
import credits.stripe.StripeApi;
import credits.stripe.StripeReconciliation;
import credits.stripe.StripeSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A night with 1,000,000 payments of 100,000 organisations in five weeks, a tenth of them refunded, by its calls: the
/// code runs with a hundredth of them, and each call counts a hundred times. A list of Stripe's takes one second of
/// virtual time, a call to DynamoDB five milliseconds, and the workers share them. The last day's payments are new; the
/// others were compared before.
class MillionPaymentsTest {
    private static final int SCALE = 100;
    private static final int PAYMENTS = 1_000_000 / SCALE;
    private static final int ORGANISATIONS = 100_000 / SCALE;
    private static final int NEW_PAYMENTS = PAYMENTS / 35;
    private static final int REFUNDS = PAYMENTS / 10;
    private static final Instant NIGHT = Instant.parse("2026-11-30T02:30:00Z");
    private static final Duration STRIPE_CALL = Duration.ofSeconds(1);
    private static final Duration DYNAMO_CALL = Duration.ofMillis(5);
    private static final Duration RUN = Duration.ofMinutes(14);

    private final AtomicLong stripeCalls = new AtomicLong();
    private final AtomicLong dynamoCalls = new AtomicLong();
    private final ListedSessions stripe =
            new ListedSessions(NIGHT, PAYMENTS, ORGANISATIONS, stripeCalls::incrementAndGet);
    private final DynamoDbClient dynamo = new InterceptedDynamo(
            new InMemoryStore(DynamoDbFixture.TABLE_NAME), new CallCounter(dynamoCalls::incrementAndGet));
    private final Ledger ledger = new Ledger(
            dynamo,
            DynamoDbFixture.TABLE_NAME,
            ZoneOffset.UTC,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        stripe.close();
    }

    @Test
    void a_million_payments_are_compared_within_an_hour_of_runs() {
        post(0, PAYMENTS - NEW_PAYMENTS);
        var _ = comparison().run(NIGHT.minus(Duration.ofDays(1)), () -> true, log::add);
        post(PAYMENTS - NEW_PAYMENTS, PAYMENTS);
        stripeCalls.set(0);
        dynamoCalls.set(0);

        var runs = runUntilDone();

        assertThat(runs.getLast().toText())
                .contains("\"payments\":" + PAYMENTS + ",\"failed\":0,\"difference_cents\":0,\"differences\":\"\"");
        assertThat(runs).hasSizeBetween(2, 4);
        assertThat(virtualTime()).isLessThan(Duration.ofHours(1));
        // A list has 100 objects; each day begins a list of sessions, and each five days one of refunds and of
        // disputes.
        assertThat(stripeCalls.get()).isLessThanOrEqualTo(PAYMENTS / 100 + 35 + REFUNDS / 100 + 7 + 7);
        // Each payment is read once for Stripe's side, and each organisation three times.
        assertThat(dynamoCalls.get()).isLessThan(PAYMENTS + 4L * ORGANISATIONS + 6L * NEW_PAYMENTS);
    }

    private List<Json.JsonObject> runUntilDone() {
        var runs = new ArrayList<Json.JsonObject>();
        do {
            var endOfRun = RUN.multipliedBy(runs.size() + 1);
            runs.add(comparison().run(NIGHT, () -> virtualTime().compareTo(endOfRun) < 0, log::add));
        } while (!runs.getLast().members().containsKey("payments"));
        return runs;
    }

    private Duration virtualTime() {
        return STRIPE_CALL
                .multipliedBy(stripeCalls.get())
                .plus(DYNAMO_CALL.multipliedBy(dynamoCalls.get()))
                .multipliedBy(SCALE)
                .dividedBy(TaskRunner.WORKERS);
    }

    private void post(int from, int to) {
        for (int i = from; i < to; i++) {
            var at = stripe.createdAt(i);
            var _ = ledger.commit(
                    stripe.organisation(i), new CreditTopUp(stripe.paymentKey(i), Eur.ofCents(1_000), at));
            if (ListedSessions.isRefunded(i)) {
                var _ = ledger.commit(
                        stripe.organisation(i), new ClawBackCredits(stripe.paymentKey(i), Eur.ofCents(500), at));
            }
        }
    }

    /// The function as each run finds it, with nothing in its memory.
    private StripeComparison comparison() {
        var secrets = new StripeSecrets(
                () -> "{\"api_key\":\"sk_test_none\",\"webhook_secrets\":[\"whsec_none\"]}",
                InstantSource.fixed(NIGHT));
        var table = DynamoDbFixture.TABLE_NAME;
        return new StripeComparison(
                new StripeReconciliation(
                        new StripeApi(secrets, Optional.of(stripe.address())),
                        new PaymentStore(dynamo, table),
                        new PostedPayments(dynamo, table),
                        new ReconciledPayments(dynamo, table)),
                new ReversalLists(
                        new StripeApi(secrets, Optional.of(stripe.address())), new StoredReversals(dynamo, table)),
                new ReconciliationReports(dynamo, table),
                new OrganisationDirectory(dynamo, table),
                new TaskRunner(new TaskProgress(dynamo, table)));
    }
}
