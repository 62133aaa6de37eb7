package credits.function.debit;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.HandlerInvoker;
import credits.event.UsageProducers;
import credits.function.debit.DebitHandler.NothingSettledException;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.local.aws.interception.InterceptedDynamo;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The twenty seconds of one invocation, in simulated time: each call for a stuck organisation takes six of them.
class BatchTimeTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    // Tiny, so that a chain of a hundred segments has many index pages.
    private static final LedgerTuning TUNING = new LedgerTuning(6, 4, 2, 5, 3, 1);

    private final String healthy = "batch_time_" + NAMES.incrementAndGet();
    private final AtomicInteger remainingMillis = new AtomicInteger(20_000);
    private final List<Duration> budgets = new ArrayList<>();
    private final HandlerInvoker debit = new HandlerInvoker(handler(), remainingMillis::get);

    @BeforeAll
    static void publishPrices() {
        DebitHandlerTest.publishPrices();
    }

    @Test
    void two_stuck_organisations_cost_a_healthy_one_no_receive() {
        givenCredits();

        assertThat(deliver(report("stuck_1", 1), report("stuck_2", 1), report(healthy, 1)))
                .containsExactlyInAnyOrder("stuck_1", "stuck_2");
    }

    @Test
    void organisations_delivered_for_the_first_time_do_not_wait_for_retried_ones() {
        givenCredits();

        assertThat(deliver(
                        report("stuck_1", 7),
                        report("stuck_2", 2),
                        report("stuck_3", 3),
                        report("stuck_4", 2),
                        report(healthy, 1)))
                .containsExactlyInAnyOrder("stuck_1", "stuck_2", "stuck_3", "stuck_4");
    }

    /// A function that is stopped at its time-out fails its whole batch, also the messages that it has booked.
    @Test
    void the_invocation_ends_in_time_and_returns_the_messages_it_had_no_time_for() {
        givenCredits();

        var failed = deliver(
                report(healthy, 1),
                report("stuck_1", 2),
                report("stuck_2", 2),
                report("stuck_3", 2),
                report("stuck_4", 2),
                report("stuck_5", 2));

        assertThat(remainingMillis.get()).isPositive();
        assertThat(failed).hasSize(5).doesNotContain(healthy);
        assertThat(debit.log()).contains("\"message\":\"stuck_5\"").contains("will_retry");
    }

    /// Each query of the search takes two seconds, and all of them take longer than the invocation.
    @Test
    void a_search_for_an_old_id_costs_a_healthy_organisation_no_receive() {
        givenCredits();
        var searching = "searching_" + healthy;
        for (int i = 0; i < 100; i++) {
            var _ = ledger(DynamoDbFixture.DYNAMO)
                    .commit(new OrganisationId(searching), adjustment("1", NOON.minusSeconds(100 - i)));
        }
        var old = newIdAt(NOON.minus(Duration.ofDays(20))).toString();
        var late = new SqsMessageFixture(
                searching, new UsageReportFixture(searching).report(old, "1"), searching, NOON, 1);

        var failed = deliver(late, report(healthy, 1));

        assertThat(failed).containsExactly(searching);
        assertThat(debit.log()).contains("back to segment");
        assertThat(remainingMillis.get()).isPositive();
    }

    @Test
    void each_group_may_wait_for_other_writers_for_its_share_of_the_remaining_time() {
        var _ = deliver(report(healthy, 1), report(healthy + "b", 1));

        assertThat(budgets).containsExactly(Duration.ofMillis(6_500), Duration.ofSeconds(10));
    }

    @Test
    void an_empty_batch_succeeds() {
        assertThat(deliver()).isEmpty();
    }

    /// Lambda deletes the messages of an invocation that succeeds, if nobody told it to read the ids of the failed
    /// ones.
    @Test
    void an_invocation_that_settles_nothing_fails() {
        var event = SqsMessageFixture.sqsEvent(report("stuck_1", 1), report("stuck_2", 1));

        assertThatThrownBy(() -> debit.invoke(event))
                .isInstanceOf(NothingSettledException.class)
                .hasMessage("None of 2 messages could be settled; all of them are retried");
    }

    private static SqsMessageFixture report(String organisation, int receiveCount) {
        var body = new UsageReportFixture(organisation).report("1");
        return new SqsMessageFixture(organisation, body, organisation, NOON, receiveCount);
    }

    private List<String> deliver(SqsMessageFixture... messages) {
        return SqsMessageFixture.failedIds(debit, messages);
    }

    private void givenCredits() {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(healthy), adjustment("100", NOON));
    }

    private DebitHandler handler() {
        var stuck = new StuckPartitions("O#stuck_", () -> remainingMillis.addAndGet(-6_000));
        var slow = new SlowPartitions("O#searching_", () -> remainingMillis.addAndGet(-2_000));
        var dynamo = new InterceptedDynamo(new InterceptedDynamo(DynamoDbFixture.DYNAMO, stuck), slow);
        var priceCache = new PriceCache(
                new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME), InstantSource.fixed(NOON));
        var queue = new InvalidUsageQueueFixture(healthy).queue();
        Function<Duration, RetryPolicy> retryPolicies = budget -> {
            budgets.add(budget);
            return new SimulatedTime(remainingMillis.get() - budget.toMillis());
        };
        return new DebitHandler(new UsageBooker(
                new UsageProducers(Map.of()),
                ledger(dynamo),
                priceCache,
                queue,
                retryPolicies,
                InstantSource.fixed(NOON)));
    }

    private static Ledger ledger(DynamoDbClient dynamo) {
        var retries = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        return new Ledger(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME, retries, TUNING);
    }

    /// The retries of a commit that ends when so much is left of the invocation.
    private final class SimulatedTime implements RetryPolicy {
        private final long end;

        private SimulatedTime(long end) {
            this.end = end;
        }

        @Override
        public boolean awaitRetry() {
            return hasTime();
        }

        @Override
        public boolean hasTime() {
            return remainingMillis.get() > end;
        }
    }
}
