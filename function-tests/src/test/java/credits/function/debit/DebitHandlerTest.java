package credits.function.debit;

import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.TestData;
import credits.account.command.ChangeLimits;
import credits.event.UsageProducers;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.local.aws.interception.InterceptedDynamo;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebitHandlerTest {
    private static final Instant NOON = TestData.NOON;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String organisation = "debit_" + NAMES.incrementAndGet();
    private final UsageReportFixture reports = new UsageReportFixture(organisation);
    private final InvalidUsageQueueFixture invalidQueue = new InvalidUsageQueueFixture(organisation);
    private final AtomicBoolean losesResponses = new AtomicBoolean();
    private final HandlerInvoker debit = handler(invalidQueue.queue());

    @BeforeAll
    static void publishPrices() {
        var price = new Price(
                new Operation("query.run"),
                "Query",
                new OperationCategory("Deep search"),
                new UnitRate(Eur.of("0.12"), new BillingUnit(1, "requests")));
        var list = new PriceList(Instant.parse("2020-01-01T00:00:00Z"), List.of(price));
        var _ = new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .publish(list, TestData.GIULIA, NOON);
    }

    @Test
    void a_valid_batch_is_booked_and_nothing_is_retried() {
        givenCredits("10");

        var failed = deliver(
                reports.message("m1", reports.report(TestData.newIdAt(NOON).toString(), "2")),
                reports.message("m2", reports.report("1")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.64"));
        assertThat(debit.log())
                .contains("\"message\":\"m1\"")
                .contains("\"debited\":1")
                .doesNotContain("query.run");
    }

    @Test
    void a_report_in_ten_messages_and_three_deliveries_is_booked_once() {
        givenCredits("10");
        var report = reports.report("1");
        var messages = new SqsMessageFixture[10];
        for (int i = 0; i < 10; i++) messages[i] = reports.message("m" + i, report);

        for (int i = 0; i < 3; i++) assertThat(deliver(messages)).isEmpty();

        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void an_invalid_report_goes_to_the_invalid_queue_with_its_reason_and_blocks_no_other() {
        givenCredits("10");

        var failed = deliver(
                reports.message("m1", "{"),
                reports.message("m2", reports.report("1")),
                reports.message("m3", reports.report("-1")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
        assertThat(invalidQueue.reasons()).containsExactly("invalid_json", "invalid_report");
        assertThat(invalidQueue.messages().getFirst().body()).isEqualTo("{");
    }

    @Test
    void two_different_reports_with_one_id_are_one_booking_and_one_conflict() {
        givenCredits("10");
        var id = TestData.newIdAt(NOON).toString();

        var failed =
                deliver(reports.message("m1", reports.report(id, "1")), reports.message("m2", reports.report(id, "2")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
        assertThat(invalidQueue.reasons()).containsExactly("conflicting_report");
    }

    @Test
    void a_booked_report_redriven_after_five_weeks_is_already_booked_and_not_too_old() {
        givenCredits("10");
        var report = reports.report("1");
        var _ = deliver(reports.message("m1", report));

        var failed = deliver(new SqsMessageFixture("m2", report, organisation, NOON.plus(Duration.ofDays(36))));

        assertThat(failed).isEmpty();
        assertThat(invalidQueue.messages()).isEmpty();
        assertThat(debit.log()).contains("already_booked");
    }

    @Test
    void a_fault_retries_the_rest_of_its_group_and_no_other_group() {
        givenCredits("10");
        losesResponses.set(true);
        var mine = List.of(reports.message("m1", reports.report("1")), reports.message("m2", reports.report("1")));
        var other = new SqsMessageFixture(
                "x1", reports.report("1").replace(organisation, "debit_other"), "debit_other", NOON);

        var failed = deliver(mine.get(0), other, mine.get(1));

        assertThat(failed).containsExactly("m1", "m2");
    }

    @Test
    void an_unreadable_account_blocks_no_other_account() {
        givenCredits("10");
        var newer = DynamoDbFixture.copyWithNewerVersion(organisation, organisation + "_newer");
        var unreadable = new SqsMessageFixture("x1", reports.report("1").replace(organisation, newer), newer, NOON);

        var failed = deliver(unreadable, reports.message("m1", reports.report("1")));

        assertThat(failed).containsExactly("x1");
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void a_report_booked_with_a_lost_response_is_not_booked_again() {
        givenCredits("10");
        var report = reports.report("1");
        var _ = deliver(reports.message("m0", reports.report("1")));
        losesResponses.set(true);
        assertThat(deliver(reports.message("m1", report))).containsExactly("m1");
        losesResponses.set(false);

        assertThat(deliver(reports.message("m1", report))).isEmpty();

        assertThat(balance()).isEqualTo(Eur.of("9.76"));
        assertThat(debit.log()).contains("already_booked");
    }

    @Test
    void a_message_that_cannot_be_sent_to_the_invalid_queue_is_retried_with_all_after_it() {
        givenCredits("10");
        var unreachable = handler(InvalidUsageQueueFixture.unreachableQueue());

        var failed = SqsMessageFixture.failedIds(
                unreachable,
                reports.message("m1", reports.report("1")),
                reports.message("m2", "{"),
                reports.message("m3", reports.report("1")));

        assertThat(failed).containsExactly("m2", "m3");
        assertThat(balance()).isEqualTo(Eur.of("9.76"));
    }

    @ParameterizedTest
    @CsvSource({"-PT840H1M, too_old", "PT5M1S, in_future", "-PT839H, booked", "PT5M, booked"})
    void a_time_is_valid_from_35_days_before_to_5_minutes_after_the_message_was_sent(Duration away, String outcome) {
        givenCredits("10");
        var at = NOON.plus(away);

        var failed = deliver(
                reports.message("m1", reports.report(TestData.newIdAt(NOON).toString(), "1", at)));

        assertThat(failed).isEmpty();
        assertThat(debit.log()).contains(outcome);
    }

    @Test
    void an_oversized_message_goes_to_the_invalid_queue_truncated() {
        var huge = reports.report("1").replace("query.run", "q".repeat(300_000));

        var failed = deliver(reports.message("m1", huge));

        assertThat(failed).isEmpty();
        assertThat(invalidQueue.reasons()).containsExactly("too_large");
        assertThat(huge).startsWith(invalidQueue.messages().getFirst().body());
    }

    @Test
    void concurrent_handlers_debit_exactly_what_the_limit_leaves() throws Exception {
        givenCredits("1000");
        var limit =
                new ChangeLimits(Optional.empty(), Optional.of(Eur.of("12")), Optional.empty(), TestData.GIULIA, NOON);
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), limit);
        var batches = new ArrayList<SqsMessageFixture>();
        for (int i = 0; i < 40; i++) batches.add(reports.message("m" + i, reports.reportOfTenLines()));

        try (var workers = Executors.newFixedThreadPool(8)) {
            var answers = batches.stream()
                    .map(batch ->
                            workers.submit(() -> SqsMessageFixture.failedIds(handler(invalidQueue.queue()), batch)))
                    .toList();
            for (var answer : answers) assertThat(answer.get()).isEmpty();
        }

        var account = DynamoDbFixture.accountQueries().currentAccount(new OrganisationId(organisation), NOON);
        assertThat(account.used()).isEqualTo(Eur.of("12"));
        assertThat(account.monthToDate().operationCount()).isEqualTo(100);
    }

    private HandlerInvoker handler(InvalidUsageQueue usage) {
        var dynamo = new InterceptedDynamo(DynamoDbFixture.DYNAMO, new LostResponses(organisation, losesResponses));
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
        var ledger = new Ledger(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME, attempts);
        var priceCache =
                new PriceCache(new PriceListStore(dynamo, DynamoDbFixture.TABLE_NAME), InstantSource.fixed(NOON));
        return new HandlerInvoker(new DebitHandler(new UsageBooker(
                new UsageProducers(Map.of()),
                ledger,
                priceCache,
                usage,
                _ -> attempts.get(),
                InstantSource.fixed(NOON))));
    }

    private void givenCredits(String amount) {
        var _ = DynamoDbFixture.ledger()
                .commit(new OrganisationId(organisation), adjustment(amount, NOON.minus(Duration.ofDays(40))));
    }

    private Eur balance() {
        return DynamoDbFixture.accountQueries()
                .currentAccount(new OrganisationId(organisation), NOON)
                .balance();
    }

    private List<String> deliver(SqsMessageFixture... messages) {
        return SqsMessageFixture.failedIds(debit, messages);
    }
}
