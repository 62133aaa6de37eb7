package credits.function.invoice.paper;

import static credits.function.invoice.Papers.REVERSE_CHARGE;
import static credits.function.invoice.Papers.buyer;
import static credits.function.invoice.Papers.invoice;
import static credits.function.invoice.Papers.italian;
import static credits.function.invoice.Papers.sale;
import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.Papers.Kind;
import credits.topup.Buyer;
import credits.topup.Language;
import credits.topup.VatId;
import credits.topup.VatId.Status;
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

class PrinterTest {
    private static final int MOST_BYTES = 60_000;
    private static final String WORLDLY = "Łódź Größe Città Αθήνα София";
    private static final Brand PLAIN = new Brand("#1f4fd8", Optional.empty());

    private final Printer printer = new Printer(PLAIN);

    @ParameterizedTest
    @EnumSource
    void the_page_says_what_every_invoice_must_say(Kind kind) {
        var document = kind.in(Language.EN);

        var text = new Pdf(printer.pdf(document)).text();

        var seller = document.sale().seller();
        var buyer = document.sale().buyer();
        assertThat(text).contains(document.number().toString(), "Date of issue"); // (1), (2)
        assertThat(text).contains("VAT no. " + seller.vatId()); // (3)
        assertThat(text)
                .contains(buyer.vatId().map(id -> "VAT no. " + id.number()).orElse("")); // (4)
        assertThat(text)
                .contains(
                        seller.name(),
                        seller.address().line1(),
                        seller.address().city()); // (5)
        assertThat(text).contains(buyer.legalName(), buyer.line1(), buyer.city());
        var item = kind == Kind.CREDIT_NOTE ? "Refund of prepaid credits" : "Prepaid credits";
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
            REVERSE_CHARGE | DE | 23. November 2026         | 1.000,00 € | nicht berechnet | 0,00 € | 1.000,00 € | Steuerschuldnerschaft des Leistungsempfängers (Reverse charge).
            REVERSE_CHARGE | IT | 23 novembre 2026          | 1.000,00 € | non addebitata  | 0,00 € | 1.000,00 € | Inversione contabile (Reverse charge).
            REVERSE_CHARGE | FR | 23 novembre 2026          | 1 000,00 € | non facturée    | 0,00 € | 1 000,00 € | Autoliquidation (Reverse charge).
            REVERSE_CHARGE | ES | 23 de noviembre de 2026   | 1.000,00 € | no repercutido  | 0,00 € | 1.000,00 € | Inversión del sujeto pasivo (Reverse charge).
            CREDIT_NOTE    | DE | 30. November 2026         | 27,32 €    | 22 % von 27,32 €| 6,01 € | 33,33 €    | Zu Rechnung 2026-000042 vom 23. November 2026
            """, delimiter = '|')
    void amounts_dates_and_reasons_stand_there_in_the_buyers_language(
            Kind kind,
            Language language,
            String issued,
            String net,
            String rate,
            String vat,
            String total,
            String why) {
        var text = new Pdf(printer.pdf(kind.in(language))).text();

        assertThat(text).contains(issued, net, rate, vat, total, why);
    }

    @Test
    void names_of_all_of_europe_and_long_ones_come_out_whole() {
        var name = WORLDLY + " " + "Κωνσταντίνος Чайковский ".repeat(7).strip() + " AG.";
        var vatId = Optional.of(new VatId("EL123456789", Status.UNVERIFIED));
        var buyer = buyer(name, "Συγγρού 123, 3ος όροφος", "17671 Αθήνα", "GR", vatId, Language.DE);

        var text = new Pdf(printer.pdf(invoice(sale(buyer, 10_000, REVERSE_CHARGE)))).text();

        assertThat(name).hasSize(200);
        assertThat(text).contains(name, "Συγγρού 123, 3ος όροφος", "17671 Αθήνα", "Griechenland");
    }

    @Test
    void the_largest_of_everything_fits_on_one_page_of_sixty_kilobytes() throws IOException {
        var branded = new Printer(new Brand("#0b6e4f", Optional.of(logo())));
        var endless = "Donaudampfschifffahrtsgesellschaft".repeat(12);
        var vatId = Optional.of(new VatId("DE136695976", Status.VERIFIED));
        var buyer = new Buyer(
                endless,
                endless,
                Optional.of(endless),
                "0123456789",
                endless,
                Optional.of(endless),
                "DE",
                vatId,
                "de",
                "billing@buyer.example");

        var pdf = branded.pdf(invoice(sale(buyer, 1_000_000, REVERSE_CHARGE)));

        assertThat(new Pdf(pdf).pages()).isEqualTo(1);
        assertThat(pdf).hasSizeLessThan(MOST_BYTES);
        assertThat(Inspection.of(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(Inspection.of(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    }

    @Test
    void text_of_strangers_can_neither_turn_nor_hide_nor_break_out() {
        var name = "Acme\u202E<b>&\u0007 \u200BLtd) Tj ET\nQ";
        var buyer = buyer(name, "1\tRue de l’Œuvre", "75001 Paris\u2028", "FR", Optional.empty(), Language.EN);

        var pdf = printer.pdf(invoice(sale(buyer, 10_000, italian(2_200))));

        assertThat(new Pdf(pdf).text()).contains("Acme<b>& Ltd) Tj ET Q", "1 Rue de l’Œuvre 75001 Paris France");
        assertThat(new Pdf(pdf).onlyAttachment()).contains("<ram:Name>Acme&lt;b&gt;&amp; Ltd) Tj ET Q</ram:Name>");
        assertThat(Inspection.of(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    @Test
    void characters_without_a_shape_are_replaced_on_the_page_and_kept_in_the_XML() {
        var buyer = buyer("東京 Ltd", "Hauptstrasse 1", "8001 Zürich", "CH", Optional.empty(), Language.EN);

        var pdf = printer.pdf(invoice(sale(buyer, 10_000, italian(2_200))));

        assertThat(new Pdf(pdf).text()).contains("\uFFFD\uFFFD Ltd");
        assertThat(new Pdf(pdf).onlyAttachment()).contains("<ram:Name>東京 Ltd");
        assertThat(Inspection.of(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_XML_alone_is_the_one_inside_and_nothing_in_the_PDF_acts(Kind kind) {
        var document = kind.in(Language.EN);

        var pdf = new Pdf(printer.pdf(document));

        assertThat(pdf.onlyAttachment().getBytes(StandardCharsets.UTF_8)).isEqualTo(printer.xml(document));
        assertThat(pdf.entries()).contains("MarkInfo", "StructTreeRoot", "AF", "Lang", "FontFile2");
        assertThat(pdf.entries()).doesNotContain("JS", "JavaScript", "AA", "OpenAction", "Launch", "URI", "SubmitForm");
    }

    @Test
    void the_same_document_is_the_same_bytes_in_another_process_too() throws Exception {
        var here = HexFormat.of().formatHex(printer.pdf(Kind.CREDIT_NOTE.in(Language.FR)));

        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PrintOne.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var there = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(process.waitFor()).isZero();
        assertThat(there).isEqualTo(here);
    }

    /// Prints one rendered document as hexadecimal digits.
    static final class PrintOne {
        private PrintOne() {}

        static void main() {
            var pdf = new Printer(PLAIN).pdf(Kind.CREDIT_NOTE.in(Language.FR));
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
