package credits.function.operator;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestParties;
import credits.TestRequest;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.retry.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListInvoicesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InvoiceIssuance INVOICES = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void documents_are_listed_by_number_and_credit_notes_are_negative() {
        var day = LocalDate.of(2041, 3, 4);
        var invoice = INVOICES.issueInvoice(sale("org_1", 1, "Größe & Söhne, \"GmbH\""), PaymentDocuments.NONE, day);
        var _ = INVOICES.issueInvoice(sale("org_2", 2, "=SUM(A1)"), PaymentDocuments.NONE, day);
        var _ = INVOICES.issueCorrection(invoice.document(), invoice.documents(), FinalReversals.ofRefunds(3_333), day);

        var invoices = list(Map.of("series", "2041"));
        var notes = list(Map.of("series", "CN-2041"));
        var table = call("[finance]", Map.of("series", "2041"), "text/csv");

        assertThat(invoices.body()
                        .path("data")
                        .valueStream()
                        .map(each -> each.path("number").asText()))
                .containsExactly("2041-000001", "2041-000002");
        var note = notes.body().at("/data/0");
        assertThat(note.path("corrects").asText()).isEqualTo("2041-000001");
        var net = new BigDecimal(note.path("net").asText());
        assertThat(note.path("total").asText()).isEqualTo("-33.33");
        assertThat(net.add(new BigDecimal(note.path("vat").asText()))).isEqualByComparingTo("-33.33");
        assertThat(table.headers()).containsEntry("content-disposition", "attachment; filename=\"invoices-2041.csv\"");
        assertThat(table.body().asText().lines())
                .containsExactly(
                        "number,corrects,issued_on,paid_on,organisation,payment,legal_name,country,vat_id,treatment,vat_country,rate,net,vat,total,currency",
                        "2041-000001,,2041-03-04,2026-11-22,org_1," + payment(1)
                                + ",\"Größe & Söhne, \"\"GmbH\"\"\",IT,IT01234567890,standard,IT,22,100.00,22.00,122.00,EUR",
                        "2041-000002,,2041-03-04,2026-11-22,org_2," + payment(2)
                                + ",'=SUM(A1),IT,IT01234567890,standard,IT,22,100.00,22.00,122.00,EUR");
    }

    @Test
    void the_cursor_visits_every_document_once_and_is_bound_to_its_series() {
        var day = LocalDate.of(2042, 3, 4);
        for (int i = 0; i < 5; i++) {
            var _ = INVOICES.issueInvoice(sale("org_3", 100 + i, "Acme"), PaymentDocuments.NONE, day);
        }
        var seen = new ArrayList<String>();
        var page = list(Map.of("series", "2042", "limit", "2"));
        var cursor = page.text("next_cursor");
        while (true) {
            page.body()
                    .path("data")
                    .forEach(each -> seen.add(each.path("number").asText()));
            if (page.body().path("next_cursor").isNull()) break;
            page = list(Map.of("series", "2042", "limit", "2", "cursor", page.text("next_cursor")));
        }

        assertThat(seen).containsExactly("2042-000001", "2042-000002", "2042-000003", "2042-000004", "2042-000005");
        assertThat(list(Map.of("series", "CN-2042", "cursor", cursor)).status()).isEqualTo(400);
        assertThat(list(Map.of("series", "2042", "cursor", tampered(cursor))).status())
                .isEqualTo(400);
    }

    /// Red when a day at either end is missing, or a page goes beyond the range.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,          -,          1 2 3 4 5 6 7
            2044-03-01, -,          1 2 3 4 5 6 7
            2044-03-02, -,          3 4 5 6 7
            2044-03-03, 2044-03-04, 3 4 5
            2044-03-04, 2044-03-04, 4 5
            -,          2044-03-03, 1 2 3
            -,          2044-02-29, ''
            2044-03-06, -,          ''
            2044-03-05, 2044-03-04, ''
            """)
    void a_range_of_days_lists_what_was_issued_in_it(String from, String to, String positions) {
        givenDocumentsOfMarch2044();
        var query = new HashMap<>(Map.of("series", "2044", "limit", "2"));
        if (from != null) query.put("from", from);
        if (to != null) query.put("to", to);

        var listed = new ArrayList<String>();
        var page = list(query).body();
        while (true) {
            page.path("data")
                    .forEach(each -> listed.add(each.path("number").asText().substring(10)));
            if (page.path("next_cursor").isNull()) break;
            query.put("cursor", page.path("next_cursor").asText());
            page = list(query).body();
        }
        assertThat(String.join(" ", listed)).isEqualTo(positions);
    }

    @Test
    void a_cursor_is_bound_to_its_range_and_another_date_is_refused() {
        givenDocumentsOfMarch2044();
        var page = list(Map.of("series", "2044", "limit", "2", "to", "2044-03-04"));

        assertThat(list(Map.of("series", "2044", "cursor", page.text("next_cursor")))
                        .status())
                .isEqualTo(400);
        assertThat(list(Map.of("series", "2044", "from", "2044-02-30"))
                        .body()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/query/from");
    }

    private static void givenDocumentsOfMarch2044() {
        if (OperatorFixture.INVOICES.issuedCount(NumberSeries.parse("2044").orElseThrow()) > 0) return;
        int number = 0;
        for (int day : new int[] {1, 1, 3, 4, 4, 5, 5}) {
            var sale = sale("org_4", 200 + ++number, "Acme");
            var _ = INVOICES.issueInvoice(sale, PaymentDocuments.NONE, LocalDate.of(2044, 3, day));
        }
    }

    @Test
    void only_finance_may_list_invoices_and_a_series_is_required() {
        assertThat(call("[owner]", Map.of("series", "2041"), "").text("permission"))
                .isEqualTo("finance:read");
        assertThat(call("[support]", Map.of("series", "2041"), "").status()).isEqualTo(403);
        assertThat(list(Map.of()).status()).isEqualTo(400);
        assertThat(list(Map.of("series", "1999")).status()).isEqualTo(400);
        assertThat(list(Map.of("series", "2043")).body().path("data")).isEmpty();
        assertThat(call("[finance]", Map.of("series", "2043"), "text/csv")
                        .body()
                        .asText())
                .startsWith("number,corrects,")
                .hasLineCount(1);
    }

    private HandlerResponse list(Map<String, String> query) {
        return call("[finance]", query, "");
    }

    private HandlerResponse call(String roles, Map<String, String> query, String accept) {
        var request = TestRequest.of("GET /v1/invoices", "", NOON).signedInAs("platform", roles);
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return operator.call(accept.isEmpty() ? request : request.withHeader("accept", accept));
    }

    private static String tampered(String cursor) {
        return cursor.substring(0, 39) + (cursor.endsWith("A") ? "B" : "A");
    }

    private static PaymentId payment(int number) {
        return new PaymentId(new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, number));
    }

    private static InvoiceData sale(String organisation, int number, String name) {
        return new InvoiceData(
                new OrganisationId(organisation),
                payment(number),
                LocalDate.of(2026, 11, 22),
                "pi_" + number,
                TestParties.LUMEN,
                TestParties.acme(name),
                new VatBreakdown(10_000, new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200)));
    }
}
