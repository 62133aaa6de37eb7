package credits.function.usage;

import static credits.Given.ACME;
import static credits.Given.PRICES;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.Invocation.Answer;
import credits.Request;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.Reference;
import credits.money.Quantity;
import credits.usage.Line;
import credits.usage.Submission;
import credits.usage.UsageReport;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DayTableTest {
    private static final String COLUMNS =
            "id,time,category,operation,quantity,unit_quantity,unit,unit_price,cost,member,source,reference,status";

    private final Owner owner = new Owner();

    @Test
    void the_table_of_a_day_says_the_same_as_its_pages_to_the_last_digit() {
        owner.given(credits("0.50", NOVEMBER));
        var random = new SplittableRandom(4);
        for (int i = 0; i < 40; i++) owner.given(booking(strange(random)));

        var rows = Table.read(part(day()).body().asText());

        assertThat(String.join(",", rows.getFirst())).isEqualTo(COLUMNS);
        var expected = entries().stream().map(DayTableTest::row).toList();
        assertThat(rows.subList(1, rows.size())).isEqualTo(expected).hasSizeGreaterThan(40);
        assertThat(rows.stream().map(List::getLast)).contains("debited", "uncovered");
        assertThat(rows.stream().flatMap(List::stream)).anyMatch(cell -> cell.startsWith("'="));
    }

    @Test
    void a_day_without_entries_is_the_columns_alone_and_a_file_to_save() {
        var table = part(day());

        assertThat(table.body().asText()).isEqualTo(COLUMNS + "\r\n");
        assertThat(table.headers())
                .containsEntry("content-type", "text/csv; charset=utf-8")
                .containsEntry("content-disposition", "attachment; filename=\"usage-2026-11-22.csv\"")
                .doesNotContainKey("link");
    }

    @Test
    void the_parts_of_a_large_day_are_one_file_and_each_is_small_enough() {
        large(30);

        var parts = parts(day());

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts).allMatch(part -> part.length() < 4_200_000);
        var rows = Table.read(String.join("", parts));
        assertThat(rows.stream().filter(row -> row.getFirst().equals("id"))).hasSize(1);
        var ids = rows.stream().skip(1).map(List::getFirst).toList();
        assertThat(ids).hasSize(30_000).doesNotHaveDuplicates();
        var sum = rows.stream().skip(1).map(row -> new BigDecimal(row.get(8))).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(owner.call(page()).of("total"));
    }

    @Test
    void a_search_goes_on_in_its_next_parts_with_its_filters() {
        owner.given(credits("1000", NOVEMBER), booking(queries(2, NOVEMBER)));
        for (int i = 0; i < 520; i++) {
            owner.given(booking(Submission.of(
                    new UsageReport(
                            idMadeAt(NOVEMBER), ACME, "/a&b", NOVEMBER, List.of(line("translate", "1", NOVEMBER))),
                    NOVEMBER,
                    PRICES)));
        }
        var search = day().query("category", "Deep search").query("search", "/features");

        var parts = parts(search);

        assertThat(parts).hasSize(2);
        assertThat(Table.read(String.join("", parts))).hasSize(3);
        assertThat(part(search).headers().get("link")).contains("&category=Deep%20search&search=%2Ffeatures>");
    }

    @Test
    void a_cursor_of_pages_is_none_of_tables_and_a_limit_is_for_pages_alone() {
        large(30);
        var ofPages = owner.call(page()).of("next_cursor");
        var ofTables = cursor(part(day())).orElseThrow();

        assertThat(owner.call(day().query("cursor", ofPages)).status()).isEqualTo(400);
        assertThat(owner.call(page().query("cursor", ofTables)).status()).isEqualTo(400);
        assertThat(owner.call(day().query("limit", "5")).status()).isEqualTo(400);
        assertThat(owner.call(day().by("usage_other", "[owner]").query("cursor", ofTables))
                        .status())
                .isEqualTo(400);
        assertThat(owner.call(day().query("cursor", ofTables)).status()).isEqualTo(200);
    }

    private void large(int reports) {
        owner.given(credits("1000000", NOVEMBER));
        for (int i = 0; i < reports; i++) owner.given(booking(LargeDay.report(i)));
    }

    /// A report whose texts are as hard to write as CSV as reports allow.
    private static Submission strange(SplittableRandom random) {
        var sources = List.of("=cmd|'/c'!A1", "+1", "-1", "@x", "a,b", "\"q\"", "\",\"", "'=x", "/plain");
        var lines = new ArrayList<Line>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            lines.add(new Line(
                    new Operation(random.nextBoolean() ? "query.run" : "translate"),
                    new Quantity(1 + random.nextLong(3_000_000)),
                    NOVEMBER.plusMillis(random.nextInt(1_000)),
                    random.nextBoolean() ? Optional.of(new MemberId("-usr_1")) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(new Reference("-doc")) : Optional.empty(),
                    Optional.empty()));
        }
        var source = sources.get(random.nextInt(sources.size()));
        return Submission.of(
                new UsageReport(idMadeAt(NOVEMBER), ACME, source, NOVEMBER, lines), NOVEMBER.plusSeconds(1), PRICES);
    }

    private static List<String> row(JsonNode entry) {
        return List.of(
                entry.path("id").asText(),
                entry.path("time").asText(),
                guarded(entry.path("category")),
                guarded(entry.path("operation")),
                entry.path("quantity").asText(),
                entry.path("unit").path("quantity").asText(),
                guarded(entry.path("unit").path("name")),
                entry.path("unit_price").asText(),
                entry.path("cost").asText(),
                guarded(entry.path("member")),
                guarded(entry.path("source")),
                guarded(entry.path("reference")),
                entry.path("status").asText());
    }

    private static String guarded(JsonNode text) {
        var value = text.isNull() ? "" : text.asText();
        return value.matches("(?s)[=+@\\-].*") ? "'" + value : value;
    }

    private List<JsonNode> entries() {
        var entries = new ArrayList<JsonNode>();
        var page = owner.call(page());
        page.body().path("data").forEach(entries::add);
        while (!page.body().path("next_cursor").isNull()) {
            page = owner.call(page().query("cursor", page.of("next_cursor")));
            page.body().path("data").forEach(entries::add);
        }
        return entries;
    }

    private List<String> parts(Request request) {
        var parts = new ArrayList<String>();
        var part = part(request);
        parts.add(part.body().asText());
        for (var next = cursor(part); next.isPresent(); next = cursor(part)) {
            part = part(request.query("cursor", next.get()));
            parts.add(part.body().asText());
        }
        return parts;
    }

    private static Optional<String> cursor(Answer part) {
        return Optional.ofNullable(part.headers().get("link"))
                .map(link -> link.substring(link.indexOf("cursor=") + 7).split("[&>]", 2)[0])
                .map(cursor -> URLDecoder.decode(cursor, StandardCharsets.UTF_8));
    }

    private Answer part(Request request) {
        var answer = owner.call(request);
        assertThat(answer.status())
                .as(() -> answer.body().toString().lines().limit(3).collect(Collectors.joining()))
                .isEqualTo(200);
        return answer;
    }

    private Request page() {
        return owner.request("GET /v1/usage/days/{date}", "2026-11-22", NOVEMBER.plusSeconds(60));
    }

    private Request day() {
        return page().header("accept", "text/csv");
    }
}
