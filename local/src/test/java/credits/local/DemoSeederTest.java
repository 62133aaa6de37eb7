package credits.local;

import static credits.local.TestCustomer.amount;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.ReferenceBookkeeper.Day;
import credits.local.ReferenceBookkeeper.Entry;
import credits.local.ReferenceBookkeeper.Month;
import credits.local.ReferenceBookkeeper.Total;
import credits.local.cli.TerminalOutput;
import credits.local.demo.DemoScenario;
import credits.local.seed.DemoSeeder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares every demo organisation in the running system with the [ReferenceBookkeeper], which knows the
/// reports that were sent. With `-Dfull=true` the large one is as large as in `./run`.
@TestInstance(Lifecycle.PER_CLASS)
class DemoSeederTest {
    static final JsonNode PRICE_LIST = prices();
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int PAGE = FULL ? 100 : 7;
    private static final int DAYS_A_MONTH = FULL ? 31 : 2;

    private final RunningSystem system = RunningSystem.start();
    private final DemoSeeder demo = system.localSystem().demoSeeder(TestScenarios.forRunningSystem());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    void seed() {
        demo.start(new TerminalOutput(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        demo.awaitCompletion();
    }

    @AfterAll
    void stop() {
        demo.close();
        system.close();
    }

    Stream<String> organisations() {
        return demo.scenarios().stream().map(DemoScenario::id);
    }

    @Test
    void the_console_describes_each_organisation() {
        for (var scenario : demo.scenarios())
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains(scenario.id(), scenario.description());
    }

    @ParameterizedTest
    @MethodSource("organisations")
    void overviews_history_and_days_match_the_reports_sent(String id) {
        var scenario = demo.scenarios().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        var customer = new TestCustomer(system, id);
        var books = new ReferenceBookkeeper(PRICE_LIST, DemoScenariosTest.ROME);
        demo.historyOf(scenario).actions().forEach(books::apply);

        books.months.forEach((month, expected) -> {
            var overview = customer.read("/v1/usage/months/" + month);
            assertMatches(overview, month, expected, books);
            chosen(expected.days.keySet())
                    .forEach(date -> assertMatches(customer, date, requireNonNull(expected.days.get(date))));
        });
        books.months.keySet().stream()
                .map(YearMonth::getYear)
                .distinct()
                .forEach(year -> assertHistoryMatches(customer, year, books));
        if (!books.months.isEmpty())
            DemoScenariosTest.assertStatus(id, texts(customer.overview().path("status_causes")));
    }

    /// The overview covers all days; the seed chooses some of them to be compared as pages and as CSV.
    private static Stream<LocalDate> chosen(Set<LocalDate> days) {
        var shuffled = new ArrayList<>(days);
        Collections.shuffle(shuffled, new Random(TestMoments.SEED));
        return shuffled.stream().limit(DAYS_A_MONTH);
    }

    private static void assertMatches(TestCustomer customer, LocalDate date, Day expected) {
        var pages = customer.readPages("/v1/usage/days/" + date + "?limit=" + PAGE);
        for (var page : pages) assertMatches(page, "total", "operations", expected.total);
        assertMatches(
                pages.stream().flatMap(page -> page.path("data").valueStream()).toList(), expected.entries);
        new DayCsvAssertion(customer, date).assertMatches(expected.entries);
    }

    @Test
    void an_organisation_shows_payments_in_every_state_with_their_documents() {
        var buyer = new TopUpCustomer(new TestCustomer(system, "acme"));

        assertThat(buyer.paymentStatuses())
                .containsExactlyInAnyOrder("open", "partly_refunded", "paid", "paid", "failed", "paid");
        system.await("the documents", () -> buyer.documentCount() == 5);
    }

    @Test
    void an_unused_account_shows_zeros() {
        var overview = new TestCustomer(system, "fresh").overview();

        assertThat(overview.path("used").asText()).isEqualTo("0.00");
        assertThat(overview.path("days")).isEmpty();
        assertThat(overview.path("status").asText()).isEqualTo("no_credits");
    }

    private static void assertMatches(JsonNode overview, YearMonth month, Month expected, ReferenceBookkeeper books) {
        assertThat(overview.path("month").asText()).isEqualTo(month.toString());
        assertThat(overview.path("time_zone").asText()).isEqualTo(books.zone.getId());
        assertThat(amount(overview, "used")).isEqualByComparingTo(expected.total.cost);
        assertThat(amount(overview, "balance")).isEqualByComparingTo(expected.balance);
        assertThat(amount(overview, "held")).isEqualByComparingTo(expected.held);
        assertThat(amount(overview, "available")).isEqualByComparingTo(expected.balance.subtract(expected.held));
        assertSameAmount(overview.path("alert_threshold"), expected.alert);
        assertSameAmount(overview.path("allowed_limit"), expected.limit);
        assertSameAmount(
                overview.path("remaining"),
                expected.limit.map(limit -> limit.subtract(expected.total.cost).subtract(expected.held)));
        assertThat(texts(overview.path("status_causes"))).isEqualTo(expected.causes());
        assertThat(overview.path("resets_at").asText())
                .isEqualTo(month.plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(books.zone)
                        .toInstant()
                        .toString());
        assertThat(overview.path("days")).hasSameSizeAs(expected.days.keySet());
        for (var day : overview.path("days")) {
            var date = LocalDate.parse(day.path("date").asText());
            assertMatches(day, "cost", "operations", requireNonNull(expected.days.get(date)).total);
        }
        assertThat(overview.path("categories")
                        .valueStream()
                        .map(each -> each.path("category").asText()))
                .containsExactlyElementsOf(expected.categories.keySet());
        for (var category : overview.path("categories"))
            assertMatches(
                    category,
                    "cost",
                    "operations",
                    requireNonNull(
                            expected.categories.get(category.path("category").asText())));
    }

    private static void assertHistoryMatches(TestCustomer customer, int year, ReferenceBookkeeper books) {
        var actual = customer.read("/v1/usage/months?year=" + year);
        var expected = books.months.entrySet().stream()
                .filter(month -> month.getKey().getYear() == year)
                .toList();

        assertThat(actual.path("months")).hasSameSizeAs(expected);
        var total = BigDecimal.ZERO;
        for (int i = 0; i < expected.size(); i++) {
            var month = actual.path("months").get(i);
            var own = expected.get(i).getValue();
            assertThat(month.path("month").asText())
                    .isEqualTo(expected.get(i).getKey().toString());
            assertMatches(month, "cost", "operations", own.total);
            assertThat(month.path("days_with_use").asLong())
                    .isEqualTo(own.days.values().stream()
                            .filter(day -> day.total.operations > 0)
                            .count());
            assertSameAmount(month.path("allowed_limit"), own.limit);
            total = total.add(own.total.cost);
        }
        assertThat(amount(actual, "total")).isEqualByComparingTo(total);
    }

    private static void assertMatches(JsonNode actual, String cost, String operations, Total expected) {
        assertThat(amount(actual, cost)).isEqualByComparingTo(expected.cost);
        assertThat(actual.path(operations).asInt()).isEqualTo(expected.operations);
    }

    // The entries are listed newest first.
    private static void assertMatches(List<JsonNode> actual, List<Entry> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        var ids = actual.stream().map(entry -> entry.path("id").asText()).toList();
        assertThat(ids.reversed()).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < expected.size(); i++)
            assertMatches(actual.get(i), expected.reversed().get(i));
    }

    private static void assertMatches(JsonNode actual, Entry expected) {
        var line = expected.line();
        assertThat(amount(actual, "cost")).isEqualByComparingTo(expected.cost());
        assertThat(amount(actual, "quantity")).isEqualByComparingTo(amount(line, "quantity"));
        assertThat(amount(actual, "unit_price")).isEqualByComparingTo(amount(expected.price(), "unit_price"));
        assertThat(actual.path("unit")).isEqualTo(expected.price().path("unit"));
        var same = Map.of(
                "time", line.path("at").asText(),
                "operation", line.path("operation").asText(),
                "member", line.path("member").asText(),
                "category", expected.price().path("category").asText(),
                "source", expected.source(),
                "status", expected.debited() ? "debited" : "uncovered");
        same.forEach((field, value) ->
                assertThat(actual.path(field).asText()).as(field).isEqualTo(value));
        assertThat(actual.path("reference").asText(""))
                .isEqualTo(line.path("reference").asText(""));
    }

    private static void assertSameAmount(JsonNode actual, Optional<BigDecimal> expected) {
        if (expected.isEmpty()) assertThat(actual.isNull()).isTrue();
        else assertThat(new BigDecimal(actual.asText())).isEqualByComparingTo(expected.get());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static JsonNode prices() {
        try {
            return RunningSystem.parseJson(Files.readString(Path.of("../shared/contract/price-list.json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
