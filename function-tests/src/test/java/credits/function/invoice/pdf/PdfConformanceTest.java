package credits.function.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.InvoiceFixture.DocumentKind;
import credits.invoicing.DocumentLanguage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/// Validates every kind of document in English and one kind in each other language; all
/// combinations with `-Dfull=true`.
class PdfConformanceTest {
    private static final InvoiceRenderer RENDERER =
            new InvoiceRenderer(new InvoiceBranding("#1f4fd8", Optional.empty()));

    private static final Map<DocumentLanguage, DocumentKind> ONE_KIND = Map.of(
            DocumentLanguage.DE, DocumentKind.REVERSE_CHARGE,
            DocumentLanguage.IT, DocumentKind.DOMESTIC,
            DocumentLanguage.FR, DocumentKind.CREDIT_NOTE,
            DocumentLanguage.ES, DocumentKind.OUTSIDE_SCOPE);

    static List<Arguments> documents() {
        return Arrays.stream(DocumentLanguage.values())
                .flatMap(language -> Arrays.stream(DocumentKind.values())
                        .filter(documentKind -> Boolean.getBoolean("full")
                                || language == DocumentLanguage.EN
                                || documentKind == ONE_KIND.get(language))
                        .map(documentKind -> Arguments.of(documentKind, language)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_document_conforms_to_pdf_a_pdf_ua_and_factur_x(DocumentKind documentKind, DocumentLanguage language) {
        var pdf = RENDERER.renderPdf(documentKind.document(language));

        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFA_3_A))
                .as("PDF/A-3a")
                .isEmpty();
        assertThat(PdfValidator.validate(pdf, PDFAFlavour.PDFUA_1))
                .as("PDF/UA-1")
                .isEmpty();
        assertThat(PdfValidator.validateFacturX(pdf)).as("Factur-X").isEmpty();
    }
}
