package credits.function.invoice.pdf;

import static credits.function.invoice.InvoiceFixture.REVERSE_CHARGE;
import static credits.function.invoice.InvoiceFixture.buyer;
import static credits.function.invoice.InvoiceFixture.creditNote;
import static credits.function.invoice.InvoiceFixture.invoice;
import static credits.function.invoice.InvoiceFixture.italianVat;
import static credits.function.invoice.InvoiceFixture.sale;
import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.InvoiceFixture.DocumentKind;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class InvoiceRendererTest {
    private static final int MAX_BYTES = 60_000;
    private static final String EUROPEAN_SCRIPTS = "Łódź Größe Città Αθήνα София";
    private static final InvoiceBranding PLAIN = new InvoiceBranding("#1f4fd8", Optional.empty());

    private final InvoiceRenderer renderer = new InvoiceRenderer(PLAIN);

    @ParameterizedTest
    @EnumSource
    void the_page_has_every_mandatory_invoice_field(DocumentKind documentKind) {
        var document = documentKind.document(DocumentLanguage.EN);

        var text = new PdfContents(renderer.renderPdf(document)).text();

        var seller = document.invoiceData().seller();
        var buyer = document.invoiceData().buyer();
        assertThat(text).contains(document.number().toString(), "Date of issue"); // (1), (2)
        assertThat(text).contains("VAT no. " + seller.vatId()); // (3)
        assertThat(text)
                .contains(buyer.vatId().map(id -> "VAT no. " + id.number()).orElse("")); // (4)
        assertThat(text)
                .contains(
                        seller.legalName(),
                        seller.address().line1(),
                        seller.address().city()); // (5)
        assertThat(text).contains(buyer.legalName(), buyer.line1(), buyer.city());
        var item = switch (documentKind) {
            case CREDIT_NOTE -> "Refund of prepaid credits";
            case CHARGEBACK -> "Chargeback of prepaid credits";
            case DOMESTIC, REVERSE_CHARGE, OUTSIDE_SCOPE, CANCELLATION -> "Prepaid credits";
        };
        assertThat(text).contains(item + " for Lumen AI services", "Quantity"); // (6)
        assertThat(text).contains("Date of payment 22 November 2026"); // (7)
        assertThat(text).contains("Unit price excl. VAT", "Amount excl. VAT"); // (8)
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DOMESTIC       | EN | 23 November 2026          | €100.00    | 22% of €100.00  | €22.00 | €122.00    | Credits exclude VAT: a payment of €122.00 buys €100.00 of credits.
            REVERSE_CHARGE | EN | 23 November 2026          | €1,000.00  | not charged     | €0.00  | €1,000.00  | Reverse charge: VAT to be accounted for by the recipient (Art. 196 of Directive 2006/112/EC).
            OUTSIDE_SCOPE  | EN | 23 November 2026          | €50.00     | not charged     | €0.00  | €50.00     | Not subject to VAT in the European Union
            CREDIT_NOTE    | EN | 30 November 2026          | €27.32     | 22% of €27.32   | €6.01  | €33.33     | Corrects invoice 2026-000042 of 23 November 2026
            CREDIT_NOTE    | EN | 30 November 2026          | €27.32     | 22% of €27.32   | €6.01  | €33.33     | Refunded on 29 November 2026 to the original payment method. No amount due. €88.67 of the invoice’s €122.00 remain.
            CREDIT_NOTE    | FR | 30 novembre 2026          | 27,32 €    | 22 % de 27,32 € | 6,01 € | 33,33 €    | Il reste 88,67 € sur les 122,00 € de la facture.
            REVERSE_CHARGE | DE | 23. November 2026         | 1.000,00 € | nicht berechnet | 0,00 € | 1.000,00 € | Steuerschuldnerschaft des Leistungsempfängers (Reverse charge).
            REVERSE_CHARGE | IT | 23 novembre 2026          | 1.000,00 € | non addebitata  | 0,00 € | 1.000,00 € | Inversione contabile (Reverse charge).
            REVERSE_CHARGE | FR | 23 novembre 2026          | 1 000,00 € | non facturée    | 0,00 € | 1 000,00 € | Autoliquidation (Reverse charge).
            REVERSE_CHARGE | ES | 23 de noviembre de 2026   | 1.000,00 € | no repercutido  | 0,00 € | 1.000,00 € | Inversión del sujeto pasivo (Reverse charge).
            CREDIT_NOTE    | IT | 30 novembre 2026          | 27,32 €    | 22 % di 27,32 € | 6,01 € | 33,33 €    | Rimborsato il 29 novembre 2026 sul metodo di pagamento originario.
            CHARGEBACK     | EN | 30 November 2026          | €100.00    | 22% of €100.00  | €22.00 | €122.00    | Taken back by the buyer’s bank in a dispute of 29 November 2026. No amount due. €0.00 of the invoice’s €122.00 remain.
            CANCELLATION   | EN | 1 December 2026           | €27.32     | 22% of €27.32   | €6.01  | €33.33     | Cancels credit note CN-2026-000003: the money was not returned, and the payment stands. No amount due.
            CANCELLATION   | ES | 1 de diciembre de 2026    | 27,32 €    | 22 % de 27,32 € | 6,01 € | 33,33 €    | Anula CN-2026-000003 del 30 de noviembre de 2026
            CREDIT_NOTE    | DE | 30. November 2026         | 27,32 €    | 22 % von 27,32 €| 6,01 € | 33,33 €    | Zu Rechnung 2026-000042 vom 23. November 2026
            """, delimiter = '|')
    void amounts_dates_and_reasons_are_in_the_buyer_s_language(
            DocumentKind documentKind,
            DocumentLanguage language,
            String issued,
            String net,
            String rate,
            String vat,
            String total,
            String why) {
        var text = new PdfContents(renderer.renderPdf(documentKind.document(language))).text();

        assertThat(text).contains(issued, net, rate, vat, total, why);
    }

    @Test
    void long_names_in_all_european_scripts_are_printed_in_full() {
        var name = EUROPEAN_SCRIPTS + " " + "Κωνσταντίνος Чайковский ".repeat(7).strip() + " AG.";
        var vatId = Optional.of(new VatId("EL123456789", Status.UNVERIFIED));
        var buyer = buyer(name, "Συγγρού 123, 3ος όροφος", "17671 Αθήνα", "GR", vatId, DocumentLanguage.DE);

        var text = new PdfContents(renderer.renderPdf(invoice(sale(buyer, 10_000, REVERSE_CHARGE)))).text();

        assertThat(name).hasSize(200);
        assertThat(text).contains(name, "Συγγρού 123, 3ος όροφος", "17671 Αθήνα", "Griechenland");
    }

    @Test
    void the_largest_possible_document_fits_on_one_page_of_sixty_kilobytes() throws IOException {
        var branded = new InvoiceRenderer(new InvoiceBranding("#0b6e4f", Optional.of(logo())));

        var pdf = branded.renderPdf(invoice(sale(longestBuyer(DocumentLanguage.DE), 1_000_000, REVERSE_CHARGE)));

        assertThat(new PdfContents(pdf).pageCount()).isEqualTo(1);
        assertThat(pdf).hasSizeLessThan(MAX_BYTES);
        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    /// Red when the notes of a credit note, which has the most, do not fit below the longest buyer.
    @ParameterizedTest
    @EnumSource
    void the_largest_credit_note_fits_on_one_page(DocumentLanguage language) {
        var sale = sale(longestBuyer(language), 100_000_000, REVERSE_CHARGE);
        var refund = creditNote(sale, 0, 33_333_333);
        var dispute = new CreditNote(
                refund.number(),
                refund.issuedOn(),
                sale,
                refund.precedingInvoice(),
                refund.amounts(),
                Reason.DISPUTE,
                refund.reversal(),
                refund.reversedOn(),
                refund.remainingCents());

        var pdf = new PdfContents(renderer.renderPdf(dispute));

        assertThat(pdf.pageCount()).isEqualTo(1);
        var translations = Translations.load(language);
        for (var note : new DocumentText(dispute, translations).notes())
            assertThat(pdf.text()).contains(note.replaceAll("\\h", " "));
    }

    private static BillingProfile longestBuyer(DocumentLanguage language) {
        var endless = "Donaudampfschifffahrtsgesellschaft".repeat(12);
        return new BillingProfile(
                endless,
                endless,
                Optional.of(endless),
                "0123456789",
                endless,
                Optional.of(endless),
                "DE",
                Optional.of(new VatId("DE136695976", Status.VERIFIED)),
                language.tag(),
                "billing@buyer.example");
    }

    @Test
    void user_supplied_text_cannot_reorder_hide_or_inject_content() {
        var name = "Acme\u202E<b>&\u0007 \u200BLtd) Tj ET\nQ";
        var buyer = buyer(name, "1\tRue de l’Œuvre", "75001 Paris\u2028", "FR", Optional.empty(), DocumentLanguage.EN);

        var pdf = renderer.renderPdf(invoice(sale(buyer, 10_000, italianVat(2_200))));

        assertThat(new PdfContents(pdf).text())
                .contains("Acme<b>& Ltd) Tj ET Q", "1 Rue de l’Œuvre 75001 Paris France");
        assertThat(new PdfContents(pdf).attachedXml()).contains("<ram:Name>Acme&lt;b&gt;&amp; Ltd) Tj ET Q</ram:Name>");
        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    @Test
    void characters_without_a_glyph_are_replaced_on_the_page_and_kept_in_the_XML() {
        var buyer = buyer("東京 Ltd", "Hauptstrasse 1", "8001 Zürich", "CH", Optional.empty(), DocumentLanguage.EN);

        var pdf = renderer.renderPdf(invoice(sale(buyer, 10_000, italianVat(2_200))));

        assertThat(new PdfContents(pdf).text()).contains("\uFFFD\uFFFD Ltd");
        assertThat(new PdfContents(pdf).attachedXml()).contains("<ram:Name>東京 Ltd");
        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_separate_XML_equals_the_embedded_one_and_the_PDF_has_no_active_content(DocumentKind documentKind) {
        var document = documentKind.document(DocumentLanguage.EN);

        var pdfContents = new PdfContents(renderer.renderPdf(document));

        assertThat(pdfContents.attachedXml().getBytes(StandardCharsets.UTF_8)).isEqualTo(renderer.renderXml(document));
        assertThat(pdfContents.dictionaryKeys()).contains("MarkInfo", "StructTreeRoot", "AF", "Lang", "FontFile2");
        assertThat(pdfContents.dictionaryKeys())
                .doesNotContain("JS", "JavaScript", "AA", "OpenAction", "Launch", "URI", "SubmitForm");
    }

    @Test
    void rendering_is_byte_identical_across_processes() throws Exception {
        var here = HexFormat.of().formatHex(renderer.renderPdf(DocumentKind.CREDIT_NOTE.document(DocumentLanguage.FR)));

        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RenderInOtherProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var there = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(process.waitFor()).isZero();
        assertThat(there).isEqualTo(here);
    }

    /// Prints one rendered document as hexadecimal digits.
    static final class RenderInOtherProcess {
        private RenderInOtherProcess() {}

        static void main() {
            var pdf = new InvoiceRenderer(PLAIN).renderPdf(DocumentKind.CREDIT_NOTE.document(DocumentLanguage.FR));
            System.out.print(HexFormat.of().formatHex(pdf));
        }
    }

    private static byte[] logo() throws IOException {
        var picture = new BufferedImage(340, 88, BufferedImage.TYPE_INT_ARGB);
        var pen = picture.createGraphics();
        // Semi-transparent at the edges, as logos are.
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0x0b, 0x6e, 0x4f));
        pen.fillOval(0, 0, 88, 88);
        pen.fillRoundRect(110, 24, 220, 40, 20, 20);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        var _ = ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
