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
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("10", NOON));

        var failed = SqsMessageFixture.failedIds(
                debit(PRODUCERS), reports.message("m1", reports.report("1")).sentBy(sender));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(isAllowed ? "9.88" : "10.00");
        if (isAllowed) assertThat(invalidQueue.reasons()).isEmpty();
        else assertThat(invalidQueue.reasons()).containsExactly("sender_not_allowed");
    }

    /// The stage's metric filters read this line. Red when uncovered lines are left out, a duplicate is counted, or
    /// each report has a line.
    @Test
    void what_a_batch_booked_for_a_named_source_is_logged_in_one_line_covered_or_not() {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("0.20", NOON));
        var debit = debit(PRODUCERS);
        var covered = reports.report("1");

        var failed = SqsMessageFixture.failedIds(
                debit,
                reports.message("m1", covered).sentBy("AROASEARCH123456:worker"),
                reports.message("m2", covered).sentBy("AROASEARCH123456:worker"),
                reports.message("m3", reports.report("2")).sentBy("AROASEARCH123456:worker"),
                reports.message("m4", reports.report("9")).sentBy("AROATRANSLATION1:worker"));

        assertThat(failed).isEmpty();
        assertThat(debit.log()).containsOnlyOnce("used_micros").endsWith("""
                {"source":"/features/test","used_micros":360000}""");
        assertThat(balance()).isEqualTo("0.08");
    }

    /// Sources that no setting names have no alarm, and any sender could invent more of them.
    @Test
    void the_usage_of_other_sources_is_not_logged() {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("10", NOON));
        var debit = debit("{\"AROAREDRIVE12345\": {\"sources\": [], \"operations\": []}}");

        var failed = SqsMessageFixture.failedIds(
                debit, reports.message("m1", reports.report("1")).sentBy("AROAREDRIVE12345:anna"));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo("9.88");
        assertThat(debit.log()).doesNotContain("used_micros");
    }

    @Test
    void settings_of_another_form_stop_the_function() {
        assertThatThrownBy(() -> UsageProducers.parse("[]")).isInstanceOf(IllegalStateException.class);
        assertThat(UsageProducers.parse("{}").byId()).isEmpty();
    }

    private HandlerInvoker debit(String producers) {
        var retries = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        return new HandlerInvoker(new DebitHandler(new UsageBooker(
                UsageProducers.parse(producers),
                DynamoDbFixture.ledger(),
                publishedPrices(),
                invalidQueue.queue(),
                _ -> retries.get(),
                InstantSource.fixed(NOON))));
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
