package credits.function.operator;

import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.line;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import credits.account.BookReports;
import credits.account.BookReports.Verdict;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.usage.Entry;
import credits.usage.Submission;
import credits.usage.Unbookable.Reason;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each test has a year of its own, in which no other test's list is in force.
class PublishingTest {
    private static final AtomicInteger YEARS = new AtomicInteger(2030);

    private final Platform platform = new Platform();
    private final OrganisationId organisation = new OrganisationId("prices_" + YEARS.get());
    private final Instant morning = Instant.parse(YEARS.getAndIncrement() + "-06-15T08:00:00Z");
    private final Instant noon = morning.plus(Duration.ofHours(4));
    private final Instant afternoon = morning.plus(Duration.ofHours(6));

    @BeforeAll
    static void the_platform_has_prices_already() {
        var longAgo = Instant.parse("2020-01-01T00:00:00Z");

        assertThat(new Platform()
                        .publish(Platform.list(longAgo, "query.run", "0.12"), longAgo)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_version_posted_twice_has_one_answer_even_when_it_is_in_force_by_now() {
        var list = Platform.list(noon, "query.run", "0.12", "translate", "0.0018");

        var first = platform.publish(list, morning);
        var again = platform.publish(list, morning);
        var late = platform.publish(list, afternoon);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again).isEqualTo(first);
        assertThat(late).isEqualTo(first);
        assertThat(first.of("effective_from")).isEqualTo(noon.toString());
        assertThat(first.body().path("prices").findValuesAsText("code")).containsExactly("query.run", "translate");
    }

    @Test
    void what_is_published_is_never_changed() {
        var _ = platform.publish(Platform.list(noon, "query.run", "0.12"), morning);

        var other = platform.publish(Platform.list(noon, "query.run", "0.99"), morning);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.of("code")).isEqualTo("price-list-exists");
        assertThat(Platform.PRICE_LISTS
                        .read(noon)
                        .inForce(noon)
                        .orElseThrow()
                        .prices()
                        .getFirst()
                        .rate()
                        .unitPrice())
                .hasToString("0.12");
    }

    @ParameterizedTest(name = "{0} s ahead: {1}")
    @CsvSource({"301, 201", "300, 201", "299, 422", "0, 422", "-1, 422", "-86400, 422"})
    void prices_are_published_at_least_five_minutes_ahead_and_never_for_the_past(int secondsAhead, int status) {
        var answer = platform.publish(Platform.list(morning.plusSeconds(secondsAhead), "query.run", "7"), morning);

        assertThat(answer.status()).isEqualTo(status);
        if (status == 422)
            assertThat(answer.of("earliest")).isEqualTo(morning.plusSeconds(300).toString());
        assertThat(Platform.PRICE_LISTS.read(morning).versions().stream()
                        .anyMatch(list -> list.effectiveFrom().equals(morning.plusSeconds(secondsAhead))))
                .isEqualTo(status == 201);
    }

    @Test
    void an_entry_shows_the_price_of_its_own_time_before_and_after_a_change_in_the_middle_of_a_day() {
        var _ = platform.publish(
                Platform.list(morning.minusSeconds(3600), "query.run", "0.12"), morning.minusSeconds(7200));
        var _ = platform.publish(Platform.list(noon, "query.run", "0.345678912"), morning);
        var _ = LocalTable.ledger().commit(organisation, credits("100", morning));

        var verdict = book(afternoon, "query.run", noon.minusMillis(1), noon, noon.plusMillis(1));
        var entries = entries();

        assertThat(verdict).isEqualTo(new Verdict.Booked(3, 0));
        assertThat(entries)
                .extracting(entry -> entry.booked().priced().rate().unitPrice().toString())
                .containsExactly("0.345678912", "0.345678912", "0.12");
        assertThat(entries)
                .extracting(entry -> entry.booked().priced().cost().toString())
                .containsExactly("0.691357824", "0.691357824", "0.24");
    }

    @Test
    void an_entry_keeps_its_price_whatever_is_published_later() {
        var _ = platform.publish(
                Platform.list(morning.minusSeconds(3600), "query.run", "0.12"), morning.minusSeconds(7200));
        var _ = LocalTable.ledger().commit(organisation, credits("100", morning));
        var _ = book(morning.plusSeconds(1), "query.run", morning);
        var before = entries();

        var _ = platform.publish(Platform.list(noon, "query.run", "0.99"), morning.plusSeconds(2));
        var _ = book(afternoon, "query.run", afternoon);

        assertThat(entries().subList(1, 2)).isEqualTo(before);
        assertThat(before.getFirst().booked().priced().cost()).hasToString("0.24");
        assertThat(entries().getFirst().booked().priced().cost()).hasToString("1.98");
    }

    @Test
    void an_operation_that_ends_has_no_price_afterwards_and_its_old_one_before() {
        var _ = platform.publish(
                Platform.list(morning.minusSeconds(3600), "query.run", "0.12", "fax.send", "0.50"),
                morning.minusSeconds(7200));
        var _ = platform.publish(Platform.list(noon, "query.run", "0.12"), morning);
        var _ = LocalTable.ledger().commit(organisation, credits("100", morning));

        var late = book(afternoon, "fax.send", noon.minusMillis(1));
        var ended = book(afternoon, "fax.send", noon);

        assertThat(late).isEqualTo(new Verdict.Booked(1, 0));
        assertThat(ended)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why().reason()).isEqualTo(Reason.UNPRICED_OPERATION));
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.booked().priced().cost()).hasToString("1.00"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                             | 400
            {"effective_from":"2999-01-01T00:00:00Z"}      | 400
            {"effective_from":"2999-01-01T00:00:00Z","prices":[]} | 400
            {"effective_from":"soon","prices":[{"code":"a","name":"A","category":"A","unit_price":"1","unit":{"quantity":"1","name":"u"}}]} | 400
            {"effective_from":"2999-01-01T00:00:00.5Z","prices":[{"code":"a","name":"A","category":"A","unit_price":"1","unit":{"quantity":"1","name":"u"}}]} | 400
            {"effective_from":"2999-01-01T00:00:00Z","prices":[{"code":"a","name":"A","category":"A","unit_price":"-1","unit":{"quantity":"1","name":"u"}}]} | 400
            {"effective_from":"2999-01-01T00:00:00Z","prices":[{"code":"a","name":"A","category":"A","unit_price":1,"unit":{"quantity":"1","name":"u"}}]} | 400
            """)
    void what_is_no_price_list_is_refused(String body, int status) {
        assertThat(platform.publish(body, morning).status()).isEqualTo(status);
    }

    @Test
    void a_list_may_be_larger_than_other_requests_but_not_without_bound() {
        var pairs = new String[400];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = "operation." + i;
            pairs[i + 1] = "0.25";
        }

        var large = platform.publish(Platform.list(noon, pairs), morning);
        var huge = platform.publish(Platform.list(afternoon, pairs) + " ".repeat(350 * 1024), morning);

        assertThat(large.status()).isEqualTo(201);
        assertThat(large.body().path("prices")).hasSize(200);
        assertThat(huge.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"[owner]", "[support]", "[]", "[Pricing]"})
    void only_who_may_write_prices_publishes(String roles) {
        var request = Request.of("POST /v1/prices", "", morning).by("platform", roles);

        var answer = platform.call(request.json(Platform.list(noon, "query.run", "0.01")));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.of("permission")).isEqualTo("prices:write");
        assertThat(Platform.PRICE_LISTS.read(noon).versions().getFirst().effectiveFrom())
                .isNotEqualTo(noon);
    }

    // Books a report, sent at `sentAt`, with a quantity of two at each of `times`.
    private Verdict book(Instant sentAt, String operation, Instant... times) {
        var lines = List.of(times).stream().map(at -> line(operation, "2", at)).toList();
        var report = new UsageReport(idMadeAt(sentAt), organisation, "/features/test", sentAt, lines);
        var submission = Submission.of(report, sentAt, Platform.PRICE_LISTS.read(sentAt));
        return LocalTable.ledger()
                .commit(organisation, new BookReports(List.of(submission)))
                .getFirst();
    }

    private List<Entry> entries() {
        var day = afternoon.atZone(LocalTable.ROME).toLocalDate();
        var entries = new ArrayList<Entry>();
        var _ = LocalTable.statements()
                .day(organisation, day, afternoon.plusSeconds(60), Optional.empty(), Optional.empty(), entries::add)
                .orElseThrow();
        return entries;
    }
}
