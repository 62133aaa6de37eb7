package credits.function.debit;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.HandlerInvoker;
import credits.TestData;
import credits.event.UsageProducers;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageProducersTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String PRODUCERS = """
            {"AROATRANSLATION1": {"sources": ["/features/translation"], "operations": []},
             "AROASEARCH123456": {"sources": ["/features/test"], "operations": ["query.run"]},
             "AROAPAGES1234567": {"sources": [], "operations": ["page.read"]},
             "AROAREDRIVE12345": {"sources": [], "operations": []}}""";

    private final String organisation = "producers_" + NAMES.incrementAndGet();
    private final UsageReportFixture reports = new UsageReportFixture(organisation);
    private final InvalidUsageQueueFixture invalidQueue = new InvalidUsageQueueFixture(organisation);

    /// The report is of `/features/test` and for `query.run`.
    @ParameterizedTest
    @CsvSource({
        "AROASEARCH123456:worker-1, true",
        "AROAREDRIVE12345:anna, true",
        "AROATRANSLATION1:worker-1, false",
        "AROAPAGES1234567:worker-1, false",
        "AROAUNKNOWN12345:AROASEARCH123456, false",
        "'', false"
    })
    void a_sender_reports_only_the_sources_and_operations_that_it_may(String sender, boolean isAllowed) {
        var retries = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        var debit = new HandlerInvoker(new DebitHandler(new UsageBooker(
                UsageProducers.parse(PRODUCERS),
                DynamoDbFixture.ledger(),
                publishedPrices(),
                invalidQueue.queue(),
                _ -> retries.get(),
                InstantSource.fixed(NOON))));
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("10", NOON));

        var failed = SqsMessageFixture.failedIds(
                debit, reports.message("m1", reports.report("1")).sentBy(sender));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(isAllowed ? "9.88" : "10.00");
        if (isAllowed) assertThat(invalidQueue.reasons()).isEmpty();
        else assertThat(invalidQueue.reasons()).containsExactly("sender_not_allowed");
    }

    @Test
    void settings_of_another_form_stop_the_function() {
        assertThatThrownBy(() -> UsageProducers.parse("[]")).isInstanceOf(IllegalStateException.class);
        assertThat(UsageProducers.parse("{}").byId()).isEmpty();
    }

    private static PriceCache publishedPrices() {
        var lists = new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        for (var list : TestData.PRICES.priceLists()) {
            var _ = lists.publish(list, TestData.GIULIA, list.effectiveFrom().minus(PriceListStore.MIN_NOTICE));
        }
        return new PriceCache(lists, InstantSource.fixed(NOON));
    }

    private String balance() {
        return DynamoDbFixture.accountQueries()
                .currentAccount(new OrganisationId(organisation), NOON)
                .balance()
                .toString();
    }
}
