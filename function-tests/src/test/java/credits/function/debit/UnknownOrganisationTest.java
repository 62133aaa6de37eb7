package credits.function.debit;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.TestData;
import credits.event.UsageProducers;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Where accounts do not open by use, a report for an organisation without one is invalid and leaves nothing behind.
class UnknownOrganisationTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String organisation = "unknown_" + NAMES.incrementAndGet();
    private final UsageReportFixture reports = new UsageReportFixture(organisation);
    private final InvalidUsageQueueFixture invalidQueue = new InvalidUsageQueueFixture(organisation);

    @Test
    void incident_a_misspelt_organisation_gets_no_account() {
        var failed = SqsMessageFixture.failedIds(
                debit(false), reports.message("m1", reports.report("1")), reports.message("m2", reports.report("2")));

        assertThat(failed).isEmpty();
        assertThat(invalidQueue.reasons()).containsExactly("unknown_organisation", "unknown_organisation");
        assertThat(listed()).isFalse();
    }

    @Test
    void an_organisation_that_has_an_account_is_booked() {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("10", NOON));

        var failed = SqsMessageFixture.failedIds(debit(false), reports.message("m1", reports.report("1")));

        assertThat(failed).isEmpty();
        assertThat(invalidQueue.reasons()).isEmpty();
    }

    @Test
    void where_accounts_open_by_use_the_first_report_opens_one() {
        var failed = SqsMessageFixture.failedIds(debit(true), reports.message("m1", reports.report("1")));

        assertThat(failed).isEmpty();
        assertThat(invalidQueue.reasons()).isEmpty();
        assertThat(listed()).isTrue();
    }

    private boolean listed() {
        var directory = new OrganisationDirectory(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        return directory
                .listAll(fault -> {
                    throw fault;
                })
                .contains(new OrganisationId(organisation));
    }

    private HandlerInvoker debit(boolean accountsOpenByUse) {
        var retries = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        var prices = new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        for (var list : TestData.PRICES.priceLists()) {
            var _ = prices.publish(list, TestData.GIULIA, list.effectiveFrom().minus(PriceListStore.MIN_NOTICE));
        }
        return new HandlerInvoker(new DebitHandler(new UsageBooker(
                UsageProducers.parse("{}"),
                DynamoDbFixture.ledger().openingAccounts(accountsOpenByUse),
                new PriceCache(prices, InstantSource.fixed(NOON)),
                invalidQueue.queue(),
                _ -> retries.get(),
                InstantSource.fixed(NOON))));
    }
}
