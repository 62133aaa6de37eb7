package credits.function.invoice.pdf;

import static credits.function.invoice.InvoiceFixture.buyer;
import static credits.function.invoice.InvoiceFixture.invoice;
import static credits.function.invoice.InvoiceFixture.italianVat;
import static credits.function.invoice.InvoiceFixture.sale;
import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.InvoiceFixture;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuyerNumberTest {
    private static final String NUMBER = "DE136695976";

    private final InvoiceRenderer renderer = new InvoiceRenderer(new InvoiceBranding("#1f4fd8", Optional.empty()));

    /// Red when a number that the register does not know stands on an invoice as a VAT number (BT-48).
    @ParameterizedTest
    @CsvSource({
        "STANDARD, VERIFIED, true",
        "STANDARD, UNVERIFIED, true",
        "STANDARD, INVALID, false",
        "OUTSIDE_SCOPE, VERIFIED, true",
        "OUTSIDE_SCOPE, INVALID, false"
    })
    void an_invalid_number_is_not_printed_as_a_vat_number(String treatment, Status status, boolean isPrinted) {
        var id = Optional.of(new VatId(NUMBER, status));
        var buyer = buyer("Größe GmbH", "Invalidenstraße 1", "10115 Berlin", "DE", id, DocumentLanguage.EN);
        var vat = treatment.equals("STANDARD") ? italianVat(2_200) : InvoiceFixture.OUTSIDE_SCOPE;
        var document = invoice(sale(buyer, 10_000, vat));

        var text = new PdfContents(renderer.renderPdf(document)).text();
        var xml = new String(renderer.renderXml(document), StandardCharsets.UTF_8);

        assertThat(text.contains(NUMBER)).isEqualTo(isPrinted);
        assertThat(xml.contains(NUMBER)).isEqualTo(isPrinted);
    }
}
