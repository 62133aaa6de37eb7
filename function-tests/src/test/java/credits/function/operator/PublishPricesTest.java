package credits.function.operator;

import static credits.TestData.adjustment;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.usage.LedgerEntry;
import credits.usage.PricedReport;
import credits.usage.ReportRejection.RejectionReason;
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

/// Each test has its own year, in which no other test's list is in force.
class PublishPricesTest {
    private static final AtomicInteger YEARS = new AtomicInteger(2030);

    private final OperatorFixture operator = new OperatorFixture();
    private final OrganisationId organisation = new OrganisationId("prices_" + YEARS.get());
    private final Instant morning = Instant.parse(YEARS.getAndIncrement() + "-06-15T08:00:00Z");
    private final Instant noon = morning.plus(Duration.ofHours(4));
    private final Instant afternoon = morning.plus(Duration.ofHours(6));

    @BeforeAll
    static void publishInitialPrices() {
        var longAgo = Instant.parse("2020-01-01T00:00:00Z");

        assertThat(new OperatorFixture()
                        .publish(OperatorFixture.priceListJson(longAgo, "query.run", "0.12"), longAgo)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_version_posted_twice_gets_the_same_response_even_once_in_force() {
        var list = OperatorFixture.priceListJson(noon, "query.run", "0.12", "translate", "0.0018");

        var first = operator.publish(list, morning);
        var again = operator.publish(list, morning);
        var late = operator.publish(list, afternoon);

        assertThat(first.status()).isEqualTo(201);
        for (var replay : List.of(again, late)) {
            assertThat(replay.status()).isEqualTo(201);
            assertThat(replay.body()).isEqualTo(first.body());
        }
        assertThat(first.text("effective_from")).isEqualTo(noon.toString());
        assertThat(first.body().path("prices").findValuesAsText("code")).containsExactly("query.run", "translate");
    }

    @Test
    void a_published_version_never_changes() {
        var _ = operator.publish(OperatorFixture.priceListJson(noon, "query.run", "0.12"), morning);

        var other = operator.publish(OperatorFixture.priceListJson(noon, "query.run", "0.99"), morning);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("price-list-exists");
        assertThat(OperatorFixture.PRICE_LISTS
                        .readBook(noon)
                        .priceListAt(noon)
                        .orElseThrow()
                        .prices()
                        .getFirst()
                        .rate()
                        .unitPrice())
                .hasToString("0.12");
    }

    @ParameterizedTest(name = "{0} s ahead: {1}")
    @CsvSource({"301, 201", "300, 201", "299, 422", "0, 422", "-1, 422", "-86400, 422"})
    void prices_are_published_at_least_five_minutes_ahead(int secondsAhead, int status) {
        var response = operator.publish(
                OperatorFixture.priceListJson(morning.plusSeconds(secondsAhead), "query.run", "7"), morning);

        assertThat(response.status()).isEqualTo(status);
        if (status == 422)
            assertThat(response.text("earliest"))
                    .isEqualTo(morning.plusSeconds(300).toString());
        assertThat(OperatorFixture.PRICE_LISTS.readBook(morning).priceLists().stream()
                        .anyMatch(list -> list.effectiveFrom().equals(morning.plusSeconds(secondsAhead))))
                .isEqualTo(status == 201);
    }

    @Test
    void an_entry_has_the_price_in_force_at_its_own_time() {
        var _ = operator.publish(
                OperatorFixture.priceListJson(morning.minusSeconds(3600), "query.run", "0.12"),
                morning.minusSeconds(7200));
        var _ = operator.publish(OperatorFixture.priceListJson(noon, "query.run", "0.345678912"), morning);
        var _ = DynamoDbFixture.ledger().commit(organisation, adjustment("100", morning));

        var verdict = book(afternoon, "query.run", noon.minusMillis(1), noon, noon.plusMillis(1));
        var entries = entries();

        assertThat(verdict).isEqualTo(new Verdict.Booked(3, 0));
        assertThat(entries)
                .extracting(entry ->
                        entry.bookedLine().pricedLine().rate().unitPrice().toString())
                .containsExactly("0.345678912", "0.345678912", "0.12");
        assertThat(entries)
                .extracting(entry -> entry.bookedLine().pricedLine().cost().toString())
                .containsExactly("0.691357824", "0.691357824", "0.24");
    }

    @Test
    void an_entry_keeps_its_price_after_a_later_publication() {
        var _ = operator.publish(
                OperatorFixture.priceListJson(morning.minusSeconds(3600), "query.run", "0.12"),
                morning.minusSeconds(7200));
        var _ = DynamoDbFixture.ledger().commit(organisation, adjustment("100", morning));
        var _ = book(morning.plusSeconds(1), "query.run", morning);
        var before = entries();

        var _ = operator.publish(OperatorFixture.priceListJson(noon, "query.run", "0.99"), morning.plusSeconds(2));
        var _ = book(afternoon, "query.run", afternoon);

        assertThat(entries().subList(1, 2)).isEqualTo(before);
        assertThat(before.getFirst().bookedLine().pricedLine().cost()).hasToString("0.24");
        assertThat(entries().getFirst().bookedLine().pricedLine().cost()).hasToString("1.98");
    }

    @Test
    void a_discontinued_operation_is_priced_before_its_end_and_unpriced_after() {
        var _ = operator.publish(
                OperatorFixture.priceListJson(morning.minusSeconds(3600), "query.run", "0.12", "fax.send", "0.50"),
                morning.minusSeconds(7200));
        var _ = operator.publish(OperatorFixture.priceListJson(noon, "query.run", "0.12"), morning);
        var _ = DynamoDbFixture.ledger().commit(organisation, adjustment("100", morning));

        var late = book(afternoon, "fax.send", noon.minusMillis(1));
        var ended = book(afternoon, "fax.send", noon);

        assertThat(late).isEqualTo(new Verdict.Booked(1, 0));
        assertThat(ended)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.rejection().reason()).isEqualTo(RejectionReason.UNPRICED_OPERATION));
        assertThat(entries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.bookedLine().pricedLine().cost()).hasToString("1.00"));
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
    void an_invalid_price_list_is_refused(String body, int status) {
        assertThat(operator.publish(body, morning).status()).isEqualTo(status);
    }

    @Test
    void a_price_list_may_exceed_the_usual_body_limit_up_to_its_own() {
        var pairs = new String[400];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = "operation." + i;
            pairs[i + 1] = "0.25";
        }

        var large = operator.publish(OperatorFixture.priceListJson(noon, pairs), morning);
        var huge = operator.publish(OperatorFixture.priceListJson(afternoon, pairs) + " ".repeat(350 * 1024), morning);

        assertThat(large.status()).isEqualTo(201);
        assertThat(large.body().path("prices")).hasSize(200);
        assertThat(huge.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"[owner]", "[support]", "[]", "[Pricing]"})
    void only_operators_with_prices_write_may_publish(String roles) {
        var request = TestRequest.of("POST /v1/prices", "", morning).signedInAs("platform", roles);

        var response = operator.call(request.withJson(OperatorFixture.priceListJson(noon, "query.run", "0.01")));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text("permission")).isEqualTo("prices:write");
        assertThat(OperatorFixture.PRICE_LISTS
                        .readBook(noon)
                        .priceLists()
                        .getFirst()
                        .effectiveFrom())
                .isNotEqualTo(noon);
    }

    // Books a report, sent at `sentAt`, with a quantity of two at each of `times`.
    private Verdict book(Instant sentAt, String operation, Instant... times) {
        var lines = List.of(times).stream().map(at -> line(operation, "2", at)).toList();
        var report = new UsageReport(newIdAt(sentAt), organisation, "/features/test", sentAt, lines);
        var submission = PricedReport.of(report, sentAt, OperatorFixture.PRICE_LISTS.readBook(sentAt));
        return DynamoDbFixture.ledger()
                .commit(organisation, new BookReports(List.of(submission), sentAt))
                .getFirst();
    }

    private List<LedgerEntry> entries() {
        var day = afternoon.atZone(DynamoDbFixture.ROME).toLocalDate();
        var entries = new ArrayList<LedgerEntry>();
        var _ = DynamoDbFixture.accountQueries()
                .readEntries(
                        organisation, day, afternoon.plusSeconds(60), Optional.empty(), Optional.empty(), entries::add)
                .orElseThrow();
        return entries;
    }
}
