package credits.function.usage;

import static credits.TestData.ACME;
import static credits.TestData.PRICES;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UsageReference;
import credits.money.Quantity;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
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

class DailyUsageCsvTest {
    private static final String COLUMNS =
            "id,time,category,operation,quantity,unit_quantity,unit,unit_price,cost,member,source,reference,status";

    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void the_csv_of_a_day_equals_its_json_pages() {
        owner.givenCommands(adjustment("0.50", NOW));
        var random = new SplittableRandom(4);
        for (int i = 0; i < 40; i++) owner.givenCommands(bookReports(reportWithHardTexts(random)));

        var rows = CsvReader.read(part(day()).body().asText());

        assertThat(String.join(",", rows.getFirst())).isEqualTo(COLUMNS);
        var expected = entries().stream().map(DailyUsageCsvTest::row).toList();
        assertThat(rows.subList(1, rows.size())).isEqualTo(expected).hasSizeGreaterThan(40);
        assertThat(rows.stream().map(List::getLast)).contains("debited", "uncovered");
        assertThat(rows.stream().flatMap(List::stream)).anyMatch(cell -> cell.startsWith("'="));
    }

    @Test
    void the_csv_of_an_empty_day_has_only_the_header() {
        var table = part(day());

        assertThat(table.body().asText()).isEqualTo(COLUMNS + "\r\n");
        assertThat(table.headers())
                .containsEntry("content-type", "text/csv; charset=utf-8")
                .containsEntry("content-disposition", "attachment; filename=\"usage-2026-11-22.csv\"")
                .doesNotContainKey("link");
    }

    @Test
    void the_parts_of_a_large_day_form_one_file_and_each_fits_a_response() {
        givenLargeDay(30);

        var parts = parts(day());

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts).allMatch(part -> part.length() < 4_200_000);
        var rows = CsvReader.read(String.join("", parts));
        assertThat(rows.stream().filter(row -> row.getFirst().equals("id"))).hasSize(1);
        var ids = rows.stream().skip(1).map(List::getFirst).toList();
        assertThat(ids).hasSize(30_000).doesNotHaveDuplicates();
        var sum = rows.stream().skip(1).map(row -> new BigDecimal(row.get(8))).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(owner.call(page()).text("total"));
    }

    @Test
    void the_next_parts_of_a_search_keep_its_filters() {
        owner.givenCommands(adjustment("1000", NOW), bookReports(queryReport(2, NOW)));
        for (int i = 0; i < 520; i++) {
            owner.givenCommands(bookReports(PricedReport.of(
                    new UsageReport(newIdAt(NOW), ACME, "/a&b", NOW, List.of(line("translate", "1", NOW))),
                    NOW,
                    PRICES)));
        }
        var search = day().withQuery("category", "Deep search").withQuery("search", "/features");

        var parts = parts(search);

        assertThat(parts).hasSize(2);
        assertThat(CsvReader.read(String.join("", parts))).hasSize(3);
        assertThat(part(search).headers().get("link")).contains("&category=Deep%20search&search=%2Ffeatures>");
    }

    @Test
    void json_and_csv_cursors_are_not_interchangeable_and_csv_takes_no_limit() {
        givenLargeDay(30);
        var ofPages = owner.call(page()).text("next_cursor");
        var ofTables = cursor(part(day())).orElseThrow();

        assertThat(owner.call(day().withQuery("cursor", ofPages)).status()).isEqualTo(400);
        assertThat(owner.call(page().withQuery("cursor", ofTables)).status()).isEqualTo(400);
        assertThat(owner.call(day().withQuery("limit", "5")).status()).isEqualTo(400);
        assertThat(owner.call(day().signedInAs("usage_other", "[owner]").withQuery("cursor", ofTables))
                        .status())
                .isEqualTo(400);
        assertThat(owner.call(day().withQuery("cursor", ofTables)).status()).isEqualTo(200);
    }

    private void givenLargeDay(int reports) {
        owner.givenCommands(adjustment("1000000", NOW));
        for (int i = 0; i < reports; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
    }

    /// A report with the texts that are hardest to write as CSV.
    private static PricedReport reportWithHardTexts(SplittableRandom random) {
        var sources = List.of("=cmd|'/c'!A1", "+1", "-1", "@x", "a,b", "\"q\"", "\",\"", "'=x", "/plain");
        var lines = new ArrayList<UsageLine>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            lines.add(new UsageLine(
                    new Operation(random.nextBoolean() ? "query.run" : "translate"),
                    new Quantity(1 + random.nextLong(3_000_000)),
                    NOW.plusMillis(random.nextInt(1_000)),
                    random.nextBoolean() ? Optional.of(new MemberId("-usr_1")) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(new UsageReference("-doc")) : Optional.empty(),
                    Optional.empty()));
        }
        var source = sources.get(random.nextInt(sources.size()));
        return PricedReport.of(new UsageReport(newIdAt(NOW), ACME, source, NOW, lines), NOW.plusSeconds(1), PRICES);
    }

    private static List<String> row(JsonNode entry) {
        return List.of(
                entry.path("id").asText(),
                entry.path("time").asText(),
                withFormulaGuard(entry.path("category")),
                withFormulaGuard(entry.path("operation")),
                entry.path("quantity").asText(),
                entry.path("unit").path("quantity").asText(),
                withFormulaGuard(entry.path("unit").path("name")),
                entry.path("unit_price").asText(),
                entry.path("cost").asText(),
                withFormulaGuard(entry.path("member")),
                withFormulaGuard(entry.path("source")),
                withFormulaGuard(entry.path("reference")),
                entry.path("status").asText());
    }

    private static String withFormulaGuard(JsonNode text) {
        var value = text.isNull() ? "" : text.asText();
        return value.matches("(?s)[=+@\\-].*") ? "'" + value : value;
    }

    private List<JsonNode> entries() {
        var entries = new ArrayList<JsonNode>();
        var page = owner.call(page());
        page.body().path("data").forEach(entries::add);
        while (!page.body().path("next_cursor").isNull()) {
            page = owner.call(page().withQuery("cursor", page.text("next_cursor")));
            page.body().path("data").forEach(entries::add);
        }
        return entries;
    }

    private List<String> parts(TestRequest request) {
        var parts = new ArrayList<String>();
        var part = part(request);
        parts.add(part.body().asText());
        for (var next = cursor(part); next.isPresent(); next = cursor(part)) {
            part = part(request.withQuery("cursor", next.get()));
            parts.add(part.body().asText());
        }
        return parts;
    }

    private static Optional<String> cursor(HandlerResponse part) {
        return Optional.ofNullable(part.headers().get("link"))
                .map(link -> link.substring(link.indexOf("cursor=") + 7).split("[&>]", 2)[0])
                .map(cursor -> URLDecoder.decode(cursor, StandardCharsets.UTF_8));
    }

    private HandlerResponse part(TestRequest request) {
        var response = owner.call(request);
        assertThat(response.status())
                .as(() -> response.body().toString().lines().limit(3).collect(Collectors.joining()))
                .isEqualTo(200);
        return response;
    }

    private TestRequest page() {
        return owner.request("GET /v1/usage/days/{date}", "2026-11-22", NOW.plusSeconds(60));
    }

    private TestRequest day() {
        return page().withHeader("accept", "text/csv");
    }
}
