package credits.function.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestParties;
import credits.TestRequest;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceIssuance.Issued;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.retry.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The VAT of 2051, of which the last payment is invoiced in 2052.
class ReportVatTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InvoiceIssuance INVOICES = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private static int payments;

    private final OperatorFixture operator = new OperatorFixture();

    @BeforeAll
    static void issueDocuments() {
        var italian = sell("2051-10-01", "2051-10-01", "IT", 10_000, standard("IT", 2_200, 2_200));
        var _ = sell("2051-10-31", "2051-11-01", "IT", 333, standard("IT", 2_200, 73));
        var _ = sell("2051-11-30", "2051-11-30", "DE", 10_000, standard("DE", 1_900, 1_900));
        // Issued by older code, which did not record the country.
        var _ = sell("2051-12-01", "2051-12-01", "IT", 1, new DecidedVat(VatTreatment.STANDARD, 2_200, 0));
        var _ = sell("2051-12-24", "2051-12-24", "FR", 50_000, new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0));
        var _ = INVOICES.issueCorrection(
                italian.document(),
                italian.documents(),
                FinalReversals.ofRefunds(3_333),
                LocalDate.parse("2051-12-30"));
        var _ = sell("2051-12-31", "2052-01-01", "CH", 7_000, new DecidedVat(VatTreatment.OUTSIDE_SCOPE, 0, 0));
        var _ = sell("2052-01-01", "2052-01-01", "IT", 99_900, standard("IT", 2_200, 21_978));
    }

    @Test
    void a_quarter_is_summed_by_treatment_country_and_rate() {
        var report = report("2051-Q4", "");

        assertThat(report.text("first_day")).isEqualTo("2051-10-01");
        assertThat(report.text("last_day")).isEqualTo("2051-12-31");
        assertThat(rows(report))
                .containsExactly(
                        "standard DE 19 1 0 100.00 19.00 119.00",
                        // 100.00 + 3.33 + 0.01 − 27.32; 22.00 + 0.73 + 0.00 − 6.01
                        "standard IT 22 3 1 76.02 16.72 92.74",
                        "reverse_charge FR 0 1 0 500.00 0.00 500.00",
                        "outside_scope CH 0 1 0 70.00 0.00 70.00");
        assertThat(row(report.body().path("total"))).isEqualTo("   6 1 746.02 35.72 781.74");
    }

    /// Red when an invoice counts on the day of its issue, or a credit note on that of the payment.
    @ParameterizedTest
    @CsvSource({"2051-09, 0, 0", "2051-10, 2, 0", "2051-11, 1, 0", "2051-12, 3, 1", "2052-01, 1, 0", "2051-Q3, 0, 0"})
    void a_document_belongs_to_the_period_of_its_payment_or_its_correction(
            String period, int invoices, int creditNotes) {
        var total = report(period, "").body().path("total");

        assertThat(total.path("invoices").asInt()).isEqualTo(invoices);
        assertThat(total.path("credit_notes").asInt()).isEqualTo(creditNotes);
    }

    /// Red when a sum differs from that of the documents which the other call lists.
    @Test
    void the_four_quarters_tie_to_the_listed_documents() {
        var vat = BigDecimal.ZERO;
        for (int quarter = 1; quarter <= 4; quarter++)
            vat = vat.add(new BigDecimal(
                    report("2051-Q" + quarter, "").body().at("/total/vat").asText()));

        var listed = BigDecimal.ZERO;
        for (var series : List.of("2051", "CN-2051", "2052")) {
            for (var document : call("GET /v1/invoices", Map.of("series", series), "")
                    .body()
                    .path("data"))
                if (!document.path("paid_on").asText().startsWith("2052"))
                    listed = listed.add(new BigDecimal(document.path("vat").asText()));
        }
        assertThat(vat).isEqualByComparingTo(listed).isEqualByComparingTo("35.72");
    }

    @Test
    void the_sums_are_a_table_as_well() {
        var table = report("2051-11", "text/csv");

        assertThat(table.headers()).containsEntry("content-disposition", "attachment; filename=\"vat-2051-11.csv\"");
        assertThat(table.body().asText().lines())
                .containsExactly(
                        "treatment,country,rate,invoices,credit_notes,net,vat,total,currency",
                        "standard,DE,19,1,0,100.00,19.00,119.00,EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2051", "2051-13", "2051-Q5", "2051-1", "1999-01", "2051-Q4 "})
    void another_period_is_refused(String period) {
        assertThat(report(period, "").status()).isEqualTo(400);
    }

    @Test
    void only_finance_may_read_it() {
        var refused = operator.call(TestRequest.of("GET /v1/vat_report", "", NOON)
                .signedInAs("platform", "[owner]")
                .withQuery("period", "2051-Q4"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("finance:read");
    }

    private static List<String> rows(HandlerResponse report) {
        var rows = new ArrayList<String>();
        report.body().path("data").forEach(each -> rows.add(row(each)));
        return rows;
    }

    private static String row(JsonNode sums) {
        return String.join(
                " ",
                sums.path("treatment").asText(),
                sums.path("country").asText(),
                sums.path("rate").asText(),
                sums.path("invoices").asText(),
                sums.path("credit_notes").asText(),
                sums.path("net").asText(),
                sums.path("vat").asText(),
                sums.path("total").asText());
    }

    private HandlerResponse report(String period, String accept) {
        return call("GET /v1/vat_report", Map.of("period", period), accept);
    }

    private HandlerResponse call(String route, Map<String, String> query, String accept) {
        var request = TestRequest.of(route, "", NOON).signedInAs("platform", "[finance]");
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return operator.call(accept.isEmpty() ? request : request.withHeader("accept", accept));
    }

    private static DecidedVat standard(String country, int rate, long cents) {
        return new DecidedVat(VatTreatment.STANDARD, rate, cents, Optional.of(country));
    }

    private static Issued<Invoice> sell(String paidOn, String issuedOn, String country, long net, DecidedVat vat) {
        var buyer = new BillingProfile(
                "Acme",
                "1 Main Street",
                Optional.empty(),
                "12345",
                "Springfield",
                Optional.empty(),
                country,
                Optional.of(new VatId(country + "123456789", VatId.Status.VERIFIED)),
                "en",
                "accounts@acme.example");
        var sale = new InvoiceData(
                new OrganisationId("vat_report"),
                new PaymentId(new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, 51_000 + ++payments)),
                LocalDate.parse(paidOn),
                "pi_" + payments,
                TestParties.LUMEN,
                buyer,
                new VatBreakdown(net, vat));
        return INVOICES.issueInvoice(sale, PaymentDocuments.NONE, LocalDate.parse(issuedOn));
    }
}
