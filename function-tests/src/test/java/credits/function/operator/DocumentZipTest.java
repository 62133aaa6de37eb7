package credits.function.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestParties;
import credits.TestRequest;
import credits.function.operator.fatturapa.FatturaPaFile;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.retry.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// The documents of a month as ZIPs.
class DocumentZipTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InvoiceIssuance INVOICES = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void a_month_has_the_pdf_and_the_xml_of_each_document_as_they_were_archived() throws IOException {
        var _ = archived(invoice(1, LocalDate.of(2082, 10, 31)));
        var second = archived(invoice(2, LocalDate.of(2082, 11, 1)));
        var third = archived(invoice(3, LocalDate.of(2082, 11, 30)));
        var _ = archived(invoice(4, LocalDate.of(2082, 12, 1)));
        var note = archived(INVOICES.issueCorrection(
                        third, documents(third), FinalReversals.ofRefunds(3_333), LocalDate.of(2082, 11, 30))
                .document()
                .orElseThrow());

        var invoices = request("2082", "2082-11-01", "2082-11-30");
        var response = operator.call(invoices);
        var files = unzip(operator.download(invoices));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("content-type", "application/zip")
                .containsEntry("content-disposition", "attachment; filename=\"documents-2082-2.zip\"")
                .doesNotContainKey("link");
        assertThat(files)
                .containsExactly(
                        Map.entry(second.number() + ".pdf", "PDF " + second.number()),
                        Map.entry(second.number() + ".xml", "XML " + second.number()),
                        fatturaPa(second),
                        Map.entry(third.number() + ".pdf", "PDF " + third.number()),
                        Map.entry(third.number() + ".xml", "XML " + third.number()),
                        fatturaPa(third));
        assertThat(unzip(operator.download(request("CN-2082", "2082-11-01", "2082-11-30"))))
                .containsOnlyKeys(
                        note.number() + ".pdf",
                        note.number() + ".xml",
                        fatturaPa(note).getKey());
        assertThat(unzip(operator.download(request("2082", "2083-01-01", "2083-01-31"))))
                .isEmpty();
        assertThat(operator.download(invoices)).as("the same bytes").isEqualTo(operator.download(invoices));
    }

    /// Red when a ZIP leaves out what was not archived yet, and looks complete.
    @Test
    void a_document_that_is_not_archived_yet_makes_the_zip_wait() {
        var _ = archived(invoice(11, LocalDate.of(2083, 3, 1)));
        var _ = invoice(12, LocalDate.of(2083, 3, 2));

        var response = operator.call(request("2083", "2083-03-01", "2083-03-31"));

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.text("code")).isEqualTo("invoice-not-ready");
        assertThat(operator.call(request("2083", "2083-03-01", "2083-03-01")).status())
                .isEqualTo(200);
    }

    @Test
    void a_long_month_comes_in_parts_that_are_linked() throws IOException {
        for (int i = 0; i <= DocumentZip.MAX_DOCUMENTS; i++) {
            var _ = archived(invoice(100 + i, LocalDate.of(2084, 3, 1)));
        }
        var first = request("2084", "2084-03-01", "2084-03-31");

        var link = operator.call(first).headers().get("link");
        var cursor = String.valueOf(link).replaceAll(".*cursor=([^>]*)>.*", "$1");
        var rest = unzip(operator.download(first.withQuery("cursor", cursor)));

        assertThat(unzip(operator.download(first))).hasSize(3 * DocumentZip.MAX_DOCUMENTS);
        assertThat(rest).containsOnlyKeys("2084-000051.pdf", "2084-000051.xml", "fatturapa/IT00743110157_4RGVN.xml");
    }

    @Test
    void only_finance_may_download_documents() {
        var request = request("2085", "2085-03-01", "2085-03-31").signedInAs("platform", "[support]");

        assertThat(operator.call(request).text("permission")).isEqualTo("finance:read");
    }

    private static Map.Entry<String, String> fatturaPa(TaxDocument document) {
        var file = FatturaPaFile.of(document).orElseThrow();
        return Map.entry("fatturapa/" + file.name(), file.xml());
    }

    private static TestRequest request(String series, String from, String to) {
        return TestRequest.of("GET /v1/invoices", "", NOON)
                .signedInAs("platform", "[finance]")
                .withHeader("accept", "application/zip")
                .withQuery("series", series)
                .withQuery("from", from)
                .withQuery("to", to);
    }

    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var _ = files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    private <T extends TaxDocument> T archived(T document) {
        var number = document.number();
        var file = operator.bucket()
                .archive()
                .store(number, ("PDF " + number).getBytes(UTF_8), ("XML " + number).getBytes(UTF_8), _ -> true);
        var _ = INVOICES.markArchived(document, documents(document), file, NOON);
        return document;
    }

    private static PaymentDocuments documents(TaxDocument document) {
        var sale = document.invoiceData();
        return OperatorFixture.INVOICES.findDocuments(sale.organisation(), sale.paymentId());
    }

    private static Invoice invoice(int number, LocalDate day) {
        var sale = new InvoiceData(
                new OrganisationId("org_zip_" + day.getYear()),
                new PaymentId(new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, number)),
                LocalDate.of(2026, 11, 22),
                "pi_zip_" + number,
                TestParties.LUMEN,
                TestParties.ACME,
                new VatBreakdown(10_000, new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200)));
        return INVOICES.issueInvoice(sale, PaymentDocuments.NONE, day).document();
    }
}
