package credits.function.invoice.pdf;

import credits.invoicing.BuyerReferences;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.VatId;
import credits.text.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfStructureElement;

/// The layout of the page: A4, in points from the lower left corner. Long names and addresses take more lines and push
/// down what follows; the longest still fit.
final class InvoicePage {
    private static final float WIDTH = 595;
    private static final float HEIGHT = 842;
    private static final float LEFT = 56;
    private static final float RIGHT = WIDTH - LEFT;
    private static final float MIDDLE_X = 296;
    private static final float TOP = HEIGHT - 52;
    private static final float BAND_HEIGHT = 6;
    private static final float LOGO_WIDTH = 170;
    private static final float LOGO_HEIGHT = 44;
    private static final float GAP = 30;
    private static final float SMALL_GAP = 16;
    private static final int COMPACT_BUYER_CHARS = 400;
    private static final float FACT_NAME_WIDTH = 80;
    private static final float FOOTER_Y = 92;

    private final PdfCanvas canvas;
    private final PdfStructureElement root;
    private final DocumentText documentText;
    private final InvoiceBranding branding;

    InvoicePage(PdfCanvas canvas, PdfStructureElement root, DocumentText documentText, InvoiceBranding branding) {
        this.canvas = canvas;
        this.root = root;
        this.documentText = documentText;
        this.branding = branding;
    }

    void draw() {
        canvas.fillRectangle(RgbColour.parse(branding.colour()), 0, HEIGHT - BAND_HEIGHT, WIDTH, BAND_HEIGHT);
        float gap = blockGap();
        float below = Math.min(drawLogo(), drawSeller());
        below = drawTitle(below - gap);
        below = Math.min(drawBuyer(below - gap), drawFacts(below - gap));
        var amountTables =
                new AmountTables(canvas, root, documentText, RgbColour.parse(branding.colour()), LEFT, RIGHT);
        below = amountTables.drawLineItem(below - gap);
        below = amountTables.drawTotals(below - gap);
        drawNotes(below - gap);
        drawFooter();
    }

    private float blockGap() {
        var buyer = documentText.document().invoiceData().buyer();
        int length = buyer.legalName().length()
                + String.join("", addressLines(PostalAddress.from(buyer))).length();
        return length > COMPACT_BUYER_CHARS ? SMALL_GAP : GAP;
    }

    /// Draws the seller's logo or, without one, the platform's name. Returns the lower edge.
    private float drawLogo() {
        if (branding.logo().isEmpty()) {
            var name = canvas.wrap(TextStyle.WORDMARK, seller().platformName(), MIDDLE_X - LEFT - GAP, 2);
            return canvas.writeLeftAligned(
                    PdfCanvas.addElement(root, "P"),
                    TextStyle.WORDMARK,
                    RgbColour.parse(branding.colour()),
                    name,
                    LEFT,
                    TOP);
        }
        try {
            var logo = Image.getInstance(branding.logo().get());
            logo.scaleToFit(LOGO_WIDTH, LOGO_HEIGHT);
            float y = TOP - logo.getScaledHeight();
            canvas.drawImage(
                    root, logo, documentText.text(Label.LOGO, PrintableText.sanitise(seller().legalName())), LEFT, y);
            return y;
        } catch (IOException e) {
            throw new UncheckedIOException("the logo is not a readable image", e);
        }
    }

    private float drawSeller() {
        var lines = new ArrayList<Paragraph>();
        lines.add(new Paragraph(TextStyle.STRONG, seller().legalName(), 2));
        addressLines(seller().address()).forEach(line -> lines.add(new Paragraph(TextStyle.BODY, line, 1)));
        lines.add(new Paragraph(TextStyle.BODY, documentText.text(Label.VAT_NUMBER, seller().vatId()), 1));
        return drawParagraphs(documentText.text(Label.FROM), lines, MIDDLE_X, TOP, RIGHT - MIDDLE_X);
    }

    private float drawTitle(float top) {
        var lines = canvas.wrap(TextStyle.TITLE, documentText.title(), RIGHT - LEFT, 2);
        return canvas.writeLeftAligned(
                PdfCanvas.addElement(root, "H1"), TextStyle.TITLE, RgbColour.INK, lines, LEFT, top);
    }

    private float drawBuyer(float top) {
        var buyer = documentText.document().invoiceData().buyer();
        var lines = new ArrayList<Paragraph>();
        lines.add(new Paragraph(TextStyle.STRONG, buyer.legalName(), 7));
        addressLines(PostalAddress.from(buyer)).forEach(line -> lines.add(new Paragraph(TextStyle.BODY, line, 2)));
        buyer.vatId()
                .filter(VatId::isPrintable)
                .ifPresent(id -> lines.add(
                        new Paragraph(TextStyle.BODY, documentText.text(Label.BUYER_VAT_NUMBER, id.number()), 1)));
        return drawParagraphs(documentText.text(Label.BILLED_TO), lines, LEFT, top, MIDDLE_X - LEFT - GAP);
    }

    /// Draws number, dates and references as a table of names and values. Returns the lower edge.
    private float drawFacts(float top) {
        var table = PdfCanvas.addElement(root, "Table");
        var document = documentText.document();
        float below = drawFact(table, Label.ISSUED_ON, TextStyle.BODY, documentText.date(document.issuedOn()), top);
        if (document.precedingDocument().isPresent()) {
            var preceding = document.precedingDocument().get();
            var date = documentText.date(preceding.issuedOn());
            below = drawFact(
                    table,
                    documentText.precedingLabel(),
                    TextStyle.ID,
                    documentText.text(Label.OF_DATE, preceding.number(), date),
                    below);
        }
        below = drawFact(
                table,
                Label.PAID_ON,
                TextStyle.BODY,
                documentText.date(document.invoiceData().paidOn()),
                below);
        below = drawFact(
                table,
                Label.PAYMENT,
                TextStyle.ID,
                document.invoiceData().paymentId().toString(),
                below);
        below = drawFact(
                table, Label.REFERENCE, TextStyle.ID, document.invoiceData().paymentReference(), below);
        return drawBuyerReferences(table, document.invoiceData().buyer().references(), below);
    }

    private float drawBuyerReferences(PdfStructureElement table, BuyerReferences references, float top) {
        float below = top;
        if (references.buyerReference().isPresent())
            below = drawFact(
                    table,
                    Label.BUYER_REFERENCE,
                    TextStyle.BODY,
                    references.buyerReference().get(),
                    below);
        if (references.purchaseOrder().isEmpty()) return below;
        return drawFact(
                table,
                Label.PURCHASE_ORDER,
                TextStyle.BODY,
                references.purchaseOrder().get(),
                below);
    }

    private float drawFact(PdfStructureElement table, Label label, TextStyle style, String value, float top) {
        var row = PdfCanvas.addElement(table, "TR");
        var name = canvas.wrap(TextStyle.SMALL, documentText.text(label), FACT_NAME_WIDTH, 1);
        var lines = canvas.wrap(style, value, RIGHT - MIDDLE_X - FACT_NAME_WIDTH, 3);
        var _ = canvas.writeLeftAligned(
                PdfCanvas.addHeaderCell(row, "Row"), TextStyle.SMALL, RgbColour.MUTED, name, MIDDLE_X, top - 1);
        return canvas.writeLeftAligned(
                        PdfCanvas.addElement(row, "TD"), style, RgbColour.INK, lines, MIDDLE_X + FACT_NAME_WIDTH, top)
                - 2.5f;
    }

    private void drawNotes(float top) {
        float below = top;
        for (var note : documentText.notes()) {
            var lines = canvas.wrap(TextStyle.BODY, note, RIGHT - LEFT, 3);
            below = canvas.writeLeftAligned(
                            PdfCanvas.addElement(root, "P"), TextStyle.BODY, RgbColour.INK, lines, LEFT, below)
                    - 5;
        }
        if (below < FOOTER_Y) throw new IllegalStateException("too much for one page: " + documentText.title());
    }

    private void drawFooter() {
        canvas.fillRectangle(RgbColour.RULE, LEFT, FOOTER_Y - 6, RIGHT - LEFT, 0.75f);
        var footerTexts = new ArrayList<String>();
        footerTexts.add(seller().legalName() + " · " + String.join(", ", addressLines(seller().address())) + " · "
                + documentText.text(Label.VAT_NUMBER, seller().vatId()));
        seller().registration().ifPresent(footerTexts::add);
        seller().contactEmail().ifPresent(contact -> footerTexts.add(documentText.text(Label.QUESTIONS, contact)));
        footerTexts.add(documentText.text(Label.EMBEDDED));
        float below = FOOTER_Y - 14;
        for (var line : footerTexts) {
            var lines = canvas.wrap(TextStyle.SMALL, line, RIGHT - LEFT, 2);
            below = canvas.writeLeftAligned(
                    PdfCanvas.addElement(root, "P"), TextStyle.SMALL, RgbColour.MUTED, lines, LEFT, below);
        }
    }

    private float drawParagraphs(String label, List<Paragraph> paragraphs, float x, float top, float width) {
        var heading = canvas.wrap(TextStyle.LABEL, label, width, 1);
        float below = canvas.writeLeftAligned(
                        PdfCanvas.addElement(root, "P"), TextStyle.LABEL, RgbColour.MUTED, heading, x, top)
                - 2;
        for (var paragraph : paragraphs) {
            var lines = canvas.wrap(paragraph.style(), paragraph.text(), width, paragraph.maxLines());
            below = canvas.writeLeftAligned(
                    PdfCanvas.addElement(root, "P"), paragraph.style(), RgbColour.INK, lines, x, below);
        }
        return below;
    }

    private List<String> addressLines(PostalAddress address) {
        var lines = new ArrayList<String>();
        lines.add(address.line1());
        address.line2().ifPresent(lines::add);
        var city = address.postalCode().map(code -> code + " ").orElse("") + address.city();
        lines.add(city + address.region().map(region -> " " + region).orElse(""));
        lines.add(documentText.translations().country(address.country()));
        return lines;
    }

    private Seller seller() {
        return documentText.document().invoiceData().seller();
    }

    /// A paragraph of at most `maxLines` lines.
    private record Paragraph(TextStyle style, String text, int maxLines) {}
}
