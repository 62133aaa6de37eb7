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
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
