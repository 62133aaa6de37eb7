package credits.function.invoice.pdf;

import credits.invoicing.DocumentLanguage;
import credits.invoicing.TaxDocument;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Renders documents with the seller's branding. Not thread-safe.
public final class InvoiceRenderer {
    private final InvoiceBranding branding;
    private final PdfFont regularFont = PdfFont.load("IBMPlexSans-Regular.ttf", 'R');
    private final PdfFont boldFont = PdfFont.load("IBMPlexSans-SemiBold.ttf", 'B');
    private final Map<DocumentLanguage, Translations> translations;

    public InvoiceRenderer(InvoiceBranding branding) {
        this.branding = branding;
        var words = new EnumMap<DocumentLanguage, Translations>(DocumentLanguage.class);
        for (var language : DocumentLanguage.values()) {
            var _ = words.put(language, Translations.load(language));
        }
        this.translations = Collections.unmodifiableMap(words);
    }

    /// The document as a PDF with its XML embedded. The same document always yields the same bytes.
    public byte[] renderPdf(TaxDocument document) {
        var documentText = documentText(document);
        var file = new PdfFile(
                documentText.title(), documentText.translations().language().tag(), document.issuedOn());
        var canvas = new PdfCanvas(file.writer(), regularFont, boldFont);
        new InvoicePage(canvas, file.root(), documentText, branding).draw();
        return file.finish(FacturXWriter.write(document, documentText), documentText.title());
    }

    /// The document's XML alone, byte for byte the one that the PDF embeds.
    public byte[] renderXml(TaxDocument document) {
        return FacturXWriter.write(document, documentText(document));
    }

    private DocumentText documentText(TaxDocument document) {
        var words = translations.get(document.invoiceData().language());
        if (words == null)
            throw new IllegalStateException(
                    "no labels in " + document.invoiceData().language());
        return new DocumentText(document, words);
    }
}
