package credits.function.debit;

import static credits.Given.credits;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.Invocation;
import credits.account.ChangeLimits;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private static final Instant NOON = Given.NOON;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String organisation = "debit_" + NAMES.incrementAndGet();
    private final Feature feature = new Feature(organisation);
    private final InvalidQueue invalid = new InvalidQueue(organisation);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Invocation debit = handler(invalid.usage());

    @BeforeAll
    static void publishPrices() {
        var price = new Price(
                new Operation("query.run"),
                "Query",
                new Category("Deep search"),
                new Rate(Eur.of("0.12"), new BillingUnit(1, "requests")));
        var list = new PriceList(Instant.parse("2020-01-01T00:00:00Z"), List.of(price));
        var _ = new PriceLists(LocalTable.DYNAMO, LocalTable.NAME).publish(list, NOON);
    }

    @Test
    void a_batch_is_booked_and_nothing_comes_again() {
        givenCredits("10");

        var failed = deliver(
                feature.message("m1", feature.report(Given.idMadeAt(NOON).toString(), "2")),
                feature.message("m2", feature.report("1")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.64"));
        assertThat(debit.log())
                .contains("\"message\":\"m1\"")
                .contains("\"debited\":1")
                .doesNotContain("query.run");
    }

    @Test
    void the_same_report_in_ten_messages_and_three_deliveries_is_booked_once() {
        givenCredits("10");
        var report = feature.report("1");
        var messages = new Message[10];
        for (int i = 0; i < 10; i++) messages[i] = feature.message("m" + i, report);

        for (int i = 0; i < 3; i++) assertThat(deliver(messages)).isEmpty();

        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void one_bad_report_holds_up_no_other_and_is_put_aside_with_its_reason() {
        givenCredits("10");

        var failed = deliver(
                feature.message("m1", "{"),
                feature.message("m2", feature.report("1")),
                feature.message("m3", feature.report("-1")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
        assertThat(invalid.reasons()).containsExactly("invalid_json", "invalid_report");
        assertThat(invalid.messages().getFirst().body()).isEqualTo("{");
    }

    @Test
    void two_reports_of_one_id_with_other_contents_are_one_booking_and_one_conflict() {
        givenCredits("10");
        var id = Given.idMadeAt(NOON).toString();

        var failed =
                deliver(feature.message("m1", feature.report(id, "1")), feature.message("m2", feature.report(id, "2")));

        assertThat(failed).isEmpty();
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
        assertThat(invalid.reasons()).containsExactly("conflicting_report");
    }

    @Test
    void a_booked_report_redriven_after_five_weeks_is_booked_already_and_not_too_old() {
        givenCredits("10");
        var report = feature.report("1");
        var _ = deliver(feature.message("m1", report));

        var failed = deliver(new Message("m2", report, organisation, NOON.plus(Duration.ofDays(36))));

        assertThat(failed).isEmpty();
        assertThat(invalid.messages()).isEmpty();
        assertThat(debit.log()).contains("already_booked");
    }

    @Test
    void a_fault_brings_back_its_group_from_there_on_and_no_other() {
        givenCredits("10");
        broken.set(true);
        var mine = List.of(feature.message("m1", feature.report("1")), feature.message("m2", feature.report("1")));
        var other = new Message("x1", feature.report("1").replace(organisation, "debit_other"), "debit_other", NOON);

        var failed = deliver(mine.get(0), other, mine.get(1));

        assertThat(failed).containsExactly("m1", "m2");
    }

    @Test
    void an_account_that_cannot_be_read_keeps_no_other_waiting() {
        givenCredits("10");
        var newer = LocalTable.copyOfNewerVersion(organisation, organisation + "_newer");
        var unreadable = new Message("x1", feature.report("1").replace(organisation, newer), newer, NOON);

        var failed = deliver(unreadable, feature.message("m1", feature.report("1")));

        assertThat(failed).containsExactly("x1");
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void what_was_booked_though_the_answer_was_lost_is_not_booked_again() {
        givenCredits("10");
        var report = feature.report("1");
        var _ = deliver(feature.message("m0", feature.report("1")));
        broken.set(true);
        assertThat(deliver(feature.message("m1", report))).containsExactly("m1");
        broken.set(false);

        assertThat(deliver(feature.message("m1", report))).isEmpty();

        assertThat(balance()).isEqualTo(Eur.of("9.76"));
        assertThat(debit.log()).contains("already_booked");
    }

    @Test
    void a_message_that_cannot_be_put_aside_comes_again_with_all_behind_it() {
        givenCredits("10");
        var unreachable = handler(InvalidQueue.unreachable());

        var failed = failed(
                unreachable,
                feature.message("m1", feature.report("1")),
                feature.message("m2", "{"),
                feature.message("m3", feature.report("1")));

        assertThat(failed).containsExactly("m2", "m3");
        assertThat(balance()).isEqualTo(Eur.of("9.76"));
    }

    @ParameterizedTest
    @CsvSource({"-PT840H1M, too_old", "PT5M1S, in_future", "-PT839H, booked", "PT5M, booked"})
    void a_time_is_good_from_35_days_before_to_5_minutes_after_the_message_was_sent(Duration away, String outcome) {
        givenCredits("10");
        var at = NOON.plus(away);

        var failed = deliver(
                feature.message("m1", feature.report(Given.idMadeAt(NOON).toString(), "1", at)));

        assertThat(failed).isEmpty();
        assertThat(debit.log()).contains(outcome);
    }

    @Test
    void a_message_far_too_large_is_put_aside_with_its_beginning() {
        var huge = feature.report("1").replace("query.run", "q".repeat(300_000));

        var failed = deliver(feature.message("m1", huge));

        assertThat(failed).isEmpty();
        assertThat(invalid.reasons()).containsExactly("too_large");
        assertThat(huge).startsWith(invalid.messages().getFirst().body());
    }

    @Test
    void handlers_in_parallel_debit_exactly_what_the_limit_leaves() throws Exception {
        givenCredits("1000");
        var limit = new ChangeLimits(Optional.empty(), Optional.of(Eur.of("12")), Optional.empty(), Given.GIULIA, NOON);
        var _ = LocalTable.ledger().commit(new OrganisationId(organisation), limit);
        var batches = new ArrayList<Message>();
        for (int i = 0; i < 40; i++) batches.add(feature.message("m" + i, feature.tenLines()));

        try (var workers = Executors.newFixedThreadPool(8)) {
            var answers = batches.stream()
                    .map(batch -> workers.submit(() -> failed(handler(invalid.usage()), batch)))
                    .toList();
            for (var answer : answers) assertThat(answer.get()).isEmpty();
        }

        var account = LocalTable.statements().current(new OrganisationId(organisation), NOON);
        assertThat(account.used()).isEqualTo(Eur.of("12"));
        assertThat(account.month().operations()).isEqualTo(100);
    }

    private Invocation handler(InvalidUsage usage) {
        var dynamo = new BrokenFor(organisation, broken);
        var attempts = Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1));
        var ledger = new Ledger(dynamo, LocalTable.NAME, LocalTable.ROME, attempts);
        var prices = new Prices(new PriceLists(dynamo, LocalTable.NAME), InstantSource.fixed(NOON));
        return new Invocation(new DebitHandler(new Intake(ledger, prices, usage)));
    }

    private void givenCredits(String amount) {
        var _ = LocalTable.ledger()
                .commit(new OrganisationId(organisation), credits(amount, NOON.minus(Duration.ofDays(40))));
    }

    private Eur balance() {
        return LocalTable.statements()
                .current(new OrganisationId(organisation), NOON)
                .balance();
    }

    private List<String> deliver(Message... messages) {
        return failed(debit, messages);
    }

    private static List<String> failed(Invocation handler, Message... messages) {
        return handler.of(Message.event(messages)).path("batchItemFailures").findValuesAsText("itemIdentifier");
    }
}
