package credits.local;

import static credits.local.Customer.amount;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.Bookkeeper.Day;
import credits.local.Bookkeeper.Entry;
import credits.local.Bookkeeper.Month;
import credits.local.Bookkeeper.Total;
import credits.local.demo.Story;
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

/// Every demo organisation as the running system shows it, against the [Bookkeeper], who knows what was sent. With
/// `-Dfull=true` the large one is as large as `./run` makes it.
@TestInstance(Lifecycle.PER_CLASS)
class DemoTest {
    static final JsonNode PRICES = prices();
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int PAGE = FULL ? 100 : 7;
    private static final int DAYS_A_MONTH = FULL ? 31 : 4;

    private final RunningSystem system = RunningSystem.start();
    private final Demo demo = system.local().demo(DemoWorlds.toBook());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    void tell() {
        demo.tell(new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        demo.awaitAll();
    }

    @AfterAll
    void stop() {
        demo.close();
        system.close();
    }

    Stream<String> organisations() {
        return demo.stories().stream().map(Story::id);
    }

    @Test
    void the_console_says_what_each_organisation_is_like() {
        for (var story : demo.stories())
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains(story.id(), story.about());
    }

    @ParameterizedTest
    @MethodSource("organisations")
    void overviews_history_and_days_are_what_the_sent_reports_make_them(String id) {
        var story = demo.stories().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        var customer = new Customer(system, id);
        var books = new Bookkeeper(PRICES, StoriesTest.ROME);
        demo.past(story).steps().forEach(books::step);

        books.months.forEach((month, expected) -> {
            var overview = customer.read("/v1/usage/months/" + month);
            agrees(overview, month, expected, books);
            chosen(expected.days.keySet())
                    .forEach(date -> agrees(customer, date, requireNonNull(expected.days.get(date))));
        });
        books.months.keySet().stream()
                .map(YearMonth::getYear)
                .distinct()
                .forEach(year -> history(customer, year, books));
        if (!books.months.isEmpty())
            StoriesTest.stands(id, texts(customer.overview().path("status_causes")));
    }

    /// The overview has all days; some are looked at as a page and as a table, another choice with every seed.
    private static Stream<LocalDate> chosen(Set<LocalDate> days) {
        var shuffled = new ArrayList<>(days);
        Collections.shuffle(shuffled, new Random(Moments.SEED));
        return shuffled.stream().limit(DAYS_A_MONTH);
    }

    private static void agrees(Customer customer, LocalDate date, Day expected) {
        var pages = pages(customer, "/v1/usage/days/" + date + "?limit=" + PAGE);
        for (var page : pages) agrees(page, "total", "operations", expected.total);
        agrees(pages.stream().flatMap(page -> page.path("data").valueStream()).toList(), expected.entries);
        new DayTable(customer, date).agrees(expected.entries);
    }

    @Test
    void who_has_done_nothing_has_zeros() {
        var overview = new Customer(system, "fresh").overview();

        assertThat(overview.path("used").asText()).isEqualTo("0.00");
        assertThat(overview.path("days")).isEmpty();
        assertThat(overview.path("status").asText()).isEqualTo("no_credits");
    }

    private static void agrees(JsonNode overview, YearMonth month, Month expected, Bookkeeper books) {
        assertThat(overview.path("month").asText()).isEqualTo(month.toString());
        assertThat(overview.path("time_zone").asText()).isEqualTo(books.zone.getId());
        assertThat(amount(overview, "used")).isEqualByComparingTo(expected.total.cost);
        assertThat(amount(overview, "balance")).isEqualByComparingTo(expected.balance);
        assertThat(amount(overview, "available")).isEqualByComparingTo(expected.balance);
        same(overview.path("alert_threshold"), expected.alert);
        same(overview.path("allowed_limit"), expected.limit);
        same(overview.path("remaining"), expected.limit.map(limit -> limit.subtract(expected.total.cost)));
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
            agrees(day, "cost", "operations", requireNonNull(expected.days.get(date)).total);
        }
        assertThat(overview.path("categories")
                        .valueStream()
                        .map(each -> each.path("category").asText()))
                .containsExactlyElementsOf(expected.categories.keySet());
        for (var category : overview.path("categories"))
            agrees(
                    category,
                    "cost",
                    "operations",
                    requireNonNull(
                            expected.categories.get(category.path("category").asText())));
    }

    private static void history(Customer customer, int year, Bookkeeper books) {
        var answered = customer.read("/v1/usage/months?year=" + year);
        var expected = books.months.entrySet().stream()
                .filter(month -> month.getKey().getYear() == year)
                .toList();

        assertThat(answered.path("months")).hasSameSizeAs(expected);
        var total = BigDecimal.ZERO;
        for (int i = 0; i < expected.size(); i++) {
            var month = answered.path("months").get(i);
            var own = expected.get(i).getValue();
            assertThat(month.path("month").asText())
                    .isEqualTo(expected.get(i).getKey().toString());
            agrees(month, "cost", "operations", own.total);
            assertThat(month.path("days_with_use").asLong())
                    .isEqualTo(own.days.values().stream()
                            .filter(day -> day.total.operations > 0)
                            .count());
            same(month.path("allowed_limit"), own.limit);
            total = total.add(own.total.cost);
        }
        assertThat(amount(answered, "total")).isEqualByComparingTo(total);
    }

    private static void agrees(JsonNode answered, String cost, String operations, Total expected) {
        assertThat(amount(answered, cost)).isEqualByComparingTo(expected.cost);
        assertThat(answered.path(operations).asInt()).isEqualTo(expected.operations);
    }

    private static List<JsonNode> pages(Customer customer, String path) {
        var pages = new ArrayList<JsonNode>();
        pages.add(customer.read(path));
        while (!pages.getLast().path("next_cursor").isNull()) {
            assertThat(pages.getLast().path("data")).isNotEmpty();
            pages.add(customer.read(
                    path + "&cursor=" + pages.getLast().path("next_cursor").asText()));
        }
        return pages;
    }

    // Newest first.
    private static void agrees(List<JsonNode> answered, List<Entry> expected) {
        assertThat(answered).hasSameSizeAs(expected);
        var ids = answered.stream().map(entry -> entry.path("id").asText()).toList();
        assertThat(ids.reversed()).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < expected.size(); i++)
            agrees(answered.get(i), expected.reversed().get(i));
    }

    private static void agrees(JsonNode answered, Entry expected) {
        var line = expected.line();
        assertThat(amount(answered, "cost")).isEqualByComparingTo(expected.cost());
        assertThat(amount(answered, "quantity")).isEqualByComparingTo(amount(line, "quantity"));
        assertThat(amount(answered, "unit_price")).isEqualByComparingTo(amount(expected.price(), "unit_price"));
        assertThat(answered.path("unit")).isEqualTo(expected.price().path("unit"));
        var same = Map.of(
                "time", line.path("at").asText(),
                "operation", line.path("operation").asText(),
                "member", line.path("member").asText(),
                "category", expected.price().path("category").asText(),
                "source", expected.source(),
                "status", expected.debited() ? "debited" : "uncovered");
        same.forEach((field, value) ->
                assertThat(answered.path(field).asText()).as(field).isEqualTo(value));
        assertThat(answered.path("reference").asText(""))
                .isEqualTo(line.path("reference").asText(""));
    }

    private static void same(JsonNode answered, Optional<BigDecimal> expected) {
        if (expected.isEmpty()) assertThat(answered.isNull()).isTrue();
        else assertThat(new BigDecimal(answered.asText())).isEqualByComparingTo(expected.get());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static JsonNode prices() {
        try {
            return RunningSystem.json(Files.readString(Path.of("../shared/contract/price-list.json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
