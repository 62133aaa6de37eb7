package credits.function.debit;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.event.UsageProducers;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.ThrottledPartition;
import credits.local.aws.interception.InterceptedDynamo;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One organisation requests ten times the capacity of its partition and is throttled nearly always.
class HotPartitionTest {
    private static final String HOT = "hot_organisation";
    private static final int REPORTS = 30;
    private static final int ROUNDS = 20;
    private static final int BATCH = 10;

    private final ThrottledPartition partition = new ThrottledPartition(new OrganisationId(HOT));
    private final DynamoDbClient dynamo = new InterceptedDynamo(DynamoDbFixture.DYNAMO, partition);
    private final InvalidUsageQueueFixture invalidQueue = new InvalidUsageQueueFixture(HOT);

    @BeforeAll
    static void publishPrices() {
        DebitHandlerTest.publishPrices();
    }

    /// zae-limiter: one hot entity throttled its partition and delayed all others. Here the others are booked on first
    /// delivery, and the hot organisation is booked once when it gets capacity.
    @Test
    void incident_a_throttled_organisation_delays_no_other_and_is_booked_once() {
        var waiting = new ArrayDeque<SqsMessageFixture>();
        for (int report = 0; report < REPORTS; report++) waiting.add(report(HOT, "hot" + report));
        givenCredits(HOT);
        int others = 0;

        for (int round = 0; !waiting.isEmpty(); round++) {
            assertThat(round).isLessThan(ROUNDS);
            partition.allowCalls(round % 2 == 0 ? 0 : 4);
            var batch = new ArrayList<>(waiting.stream().limit(BATCH - 2).toList());
            for (int other = 0; other < 2; other++) {
                givenCredits(otherOrganisation(others));
                batch.add(report(otherOrganisation(others), "other" + others++));
            }
            var failed = debit(batch.toArray(SqsMessageFixture[]::new));

            assertThat(failed).allMatch(id -> id.startsWith("hot"));
            waiting.removeIf(message -> batch.contains(message) && !failed.contains(message.id()));
        }

        assertThat(balance(HOT)).isEqualTo("96.40");
        for (int other = 0; other < others; other++)
            assertThat(balance(otherOrganisation(other))).isEqualTo("99.88");
        assertThat(partition.throttledCalls()).isGreaterThanOrEqualTo(3);
    }

    private static String otherOrganisation(int number) {
        return "beside_hot_" + number;
    }

    private static SqsMessageFixture report(String organisation, String id) {
        var reports = new UsageReportFixture(organisation);
        return reports.message(id, reports.report("1"));
    }

    private static void givenCredits(String organisation) {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("100", NOON));
    }

    private static String balance(String organisation) {
        return DynamoDbFixture.accountQueries()
                .currentAccount(new OrganisationId(organisation), NOON)
                .balance()
                .toString();
    }

    private List<String> debit(SqsMessageFixture... messages) {
        var priceCache = new PriceCache(
                new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME), InstantSource.fixed(NOON));
        var retries = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        var cold = new HandlerInvoker(new DebitHandler(new UsageBooker(
                new UsageProducers(Map.of()),
                DynamoDbFixture.ledgerWith(dynamo),
                priceCache,
                invalidQueue.queue(),
                _ -> retries.get(),
                InstantSource.fixed(NOON))));
        return SqsMessageFixture.failedIds(cold, messages);
    }
}
