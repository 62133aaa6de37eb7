package credits.function.invoice.pdf;

import org.openpdf.text.pdf.PdfStructureElement;

/// The two tables of the page: the item with its price, and the payment split into credits and VAT.
final class AmountTables {
    private static final float PADDING = 12;
    private static final float TOTALS_HEIGHT = 74;
    // Up to the quantity, which is 1.
    private static final float DESCRIPTION_WIDTH = 240;

    private final PdfCanvas canvas;
    private final PdfStructureElement root;
    private final DocumentText documentText;
    private final RgbColour accent;
    private final float left;
    private final float right;

    AmountTables(
            PdfCanvas canvas,
            PdfStructureElement root,
            DocumentText documentText,
            RgbColour accent,
            float left,
            float right) {
        this.canvas = canvas;
        this.root = root;
        this.documentText = documentText;
        this.accent = accent;
        this.left = left;
        this.right = right;
    }

    /// Draws the item: description, quantity, unit price, VAT rate and net amount. Returns its lower edge.
    float drawLineItem(float top) {
        var table = PdfCanvas.addElement(root, "Table");
        var header = PdfCanvas.addElement(table, "TR");
        var row = PdfCanvas.addElement(table, "TR");
        var net = documentText.money(documentText.document().amounts().netAmount());
        float[] ends = {left, left + 256, left + 358, left + 398, right};
        Label[] labels = {Label.DESCRIPTION, Label.QUANTITY, Label.UNIT_PRICE, Label.VAT_RATE, Label.AMOUNT};
        String[] values = {documentText.itemDescription(), "1", net, documentText.rateText(), net};
        for (int i = 0; i < labels.length; i++) {
            var _ = drawCell(
                    PdfCanvas.addHeaderCell(header, "Column"),
                    TextStyle.LABEL,
                    RgbColour.MUTED,
                    documentText.text(labels[i]),
                    ends[i],
                    i,
                    top);
        }
        float ruleY = top - TextStyle.LABEL.leading() - 5;
        canvas.fillRectangle(RgbColour.RULE, left, ruleY, right - left, 0.75f);
        float below = ruleY;
        for (int i = 0; i < labels.length; i++) {
            var style = i == labels.length - 1 ? TextStyle.STRONG : TextStyle.BODY;
            below = Math.min(
                    below,
                    drawCell(PdfCanvas.addElement(row, "TD"), style, RgbColour.INK, values[i], ends[i], i, ruleY - 6));
        }
        canvas.fillRectangle(RgbColour.RULE, left, below - 6, right - left, 0.75f);
        return below - 6;
    }

    private float drawCell(
            PdfStructureElement cell,
            TextStyle style,
            RgbColour colour,
            String text,
            float end,
            int column,
            float top) {
        if (column == 0)
            return canvas.writeLeftAligned(
                    cell, style, colour, canvas.wrap(style, text, DESCRIPTION_WIDTH, 4), left, top);
        return canvas.writeRightAligned(cell, style, colour, canvas.wrap(style, text, 150, 1), end, top);
    }

    /// Draws the split: credits + VAT = paid. Returns its lower edge.
    float drawTotals(float top) {
        float width = (right - left) / 3;
        canvas.fillRectangle(RgbColour.GROUND, left, top - TOTALS_HEIGHT, right - left, TOTALS_HEIGHT);
        canvas.fillRectangle(accent, left + 2 * width, top - TOTALS_HEIGHT, width, TOTALS_HEIGHT);
        var table = PdfCanvas.addElement(root, "Table");
        var headerRow = PdfCanvas.addElement(table, "TR");
        var amountRow = PdfCanvas.addElement(table, "TR");
        var remarkRow = PdfCanvas.addElement(table, "TR");
        var amounts = documentText.document().amounts();
        String[] labels = {
            documentText.text(documentText.labelFor(
                    Label.CREDITS, Label.CREDITS_BACK, Label.CREDITS_CHARGED_BACK, Label.CREDITS)),
            documentText.vatLabel(),
            documentText.text(documentText.labelFor(Label.PAID, Label.REFUNDED, Label.CHARGED_BACK, Label.CANCELLED))
        };
        String[] figures = {
            documentText.money(amounts.netAmount()),
            documentText.money(amounts.vatAmount()),
            documentText.money(amounts.totalAmount())
        };
        String[] remarks = {
            documentText.text(Label.NET_OF_VAT),
            vatRemark(),
            documentText.text(documentText.isVatApplicable() ? Label.WITH_VAT : Label.TOTAL)
        };
        for (int i = 0; i < labels.length; i++) {
            float x = left + i * width + PADDING;
            boolean isSum = i == labels.length - 1;
            drawText(PdfCanvas.addHeaderCell(headerRow, "Column"), TextStyle.LABEL, isSum, labels[i], x, top - PADDING);
            drawText(PdfCanvas.addElement(amountRow, "TD"), TextStyle.FIGURE, isSum, figures[i], x, top - PADDING - 14);
            drawText(PdfCanvas.addElement(remarkRow, "TD"), TextStyle.SMALL, isSum, remarks[i], x, top - PADDING - 38);
        }
        canvas.drawSymbol(TextStyle.FIGURE, RgbColour.MUTED, "+", left + width - 12, top - PADDING - 14);
        canvas.drawSymbol(TextStyle.FIGURE, RgbColour.MUTED, "=", left + 2 * width - 12, top - PADDING - 14);
        return top - TOTALS_HEIGHT;
    }

    private void drawText(
            PdfStructureElement element, TextStyle style, boolean isSum, String text, float x, float top) {
        var colour = isSum ? RgbColour.WHITE : style.colour();
        var lines = canvas.wrap(style, text, (right - left) / 3 - 2 * PADDING, 1);
        var _ = canvas.writeLeftAligned(element, style, colour, lines, x, top);
    }

    private String vatRemark() {
        if (!documentText.isVatApplicable()) return documentText.text(Label.NOT_CHARGED);
        return documentText.text(
                Label.VAT_AT,
                documentText.percent(),
                documentText.money(documentText.document().amounts().netAmount()));
    }
}
