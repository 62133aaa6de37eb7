package credits.local;

import static credits.local.TestCustomer.amount;
import static org.assertj.core.api.Assertions.assertThat;

import credits.local.ReferenceBookkeeper.Entry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The entries of a day as CSV, newest first.
record DayCsvAssertion(TestCustomer customer, LocalDate date) {
    private static final String COLUMNS =
            "id,time,category,operation,quantity,unit_quantity,unit,unit_price,cost,member,source,reference,status";

    /// Asserts that the CSV equals the booked entries, to the last digit.
    void assertMatches(List<Entry> expected) {
        var rows = rows();
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            var cells = List.of(rows.get(i).split(",", -1));
            var entry = expected.reversed().get(i);
            var unit = entry.price().path("unit");
            assertThat(new BigDecimal(cells.get(4))).isEqualByComparingTo(amount(entry.line(), "quantity"));
            assertThat(new BigDecimal(cells.get(7))).isEqualByComparingTo(amount(entry.price(), "unit_price"));
            assertThat(new BigDecimal(cells.get(8))).isEqualByComparingTo(entry.cost());
            assertThat(List.of(cells.get(1), cells.get(2), cells.get(3), cells.get(5), cells.get(6)))
                    .containsExactly(
                            entry.line().path("at").asText(),
                            entry.price().path("category").asText(),
                            entry.line().path("operation").asText(),
                            unit.path("quantity").asText(),
                            unit.path("name").asText());
            assertThat(cells.subList(9, cells.size()))
                    .containsExactly(
                            entry.line().path("member").asText(),
                            entry.source(),
                            entry.line().path("reference").asText(),
                            entry.debited() ? "debited" : "uncovered");
        }
    }

    // The rows of all parts of a day's CSV in order, without the header row.
    private List<String> rows() {
        var path = "/v1/usage/days/" + date;
        var text = new StringBuilder();
        for (var next = Optional.of(path); next.isPresent(); ) {
            var part = customer.system()
                    .http()
                    .call("GET", next.get(), customer.token("member"), Map.of("Accept", "text/csv"), "");
            assertThat(part.statusCode()).as(part.body()).isEqualTo(200);
            text.append(part.body());
            next = part.headers().firstValue("link").map(link -> path + link.replaceAll("^<|>.*", ""));
        }
        assertThat(text.toString())
                .startsWith(COLUMNS + "\r\n")
                .endsWith("\r\n")
                .doesNotContain("\"");
        return List.of(text.toString().split("\r\n", 0))
                .subList(1, (int) text.toString().lines().count());
    }
}
