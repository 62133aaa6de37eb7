package credits.function.invoice.paper;

import org.openpdf.text.pdf.PdfStructureElement;

/// The two tables of the page: the item with its price, and the payment split into credits and VAT.
final class Amounts {
    private static final float PADDING = 12;
    private static final float SPLIT = 74;

    private final Canvas canvas;
    private final PdfStructureElement root;
    private final Wording wording;
    private final Colour accent;
    private final float left;
    private final float right;

    Amounts(Canvas canvas, PdfStructureElement root, Wording wording, Colour accent, float left, float right) {
        this.canvas = canvas;
        this.root = root;
        this.wording = wording;
        this.accent = accent;
        this.left = left;
        this.right = right;
    }

    /// Draws the item: description, quantity, unit price, VAT rate and net amount. Returns its lower edge.
    float item(float top) {
        var table = Canvas.element(root, "Table");
        var head = Canvas.element(table, "TR");
        var row = Canvas.element(table, "TR");
        var net = wording.money(wording.document().amounts().net());
        float[] ends = {left, left + 256, left + 358, left + 398, right};
        Word[] words = {Word.DESCRIPTION, Word.QUANTITY, Word.UNIT_PRICE, Word.VAT_RATE, Word.AMOUNT};
        String[] values = {wording.item(), "1", net, wording.rate(), net};
        for (int i = 0; i < words.length; i++) {
            var _ = cell(
                    Canvas.heading(head, "Column"), Style.LABEL, Colour.MUTED, wording.say(words[i]), ends[i], i, top);
        }
        float line = top - Style.LABEL.leading() - 5;
        canvas.fill(Colour.RULE, left, line, right - left, 0.75f);
        float below = line;
        for (int i = 0; i < words.length; i++) {
            var style = i == words.length - 1 ? Style.STRONG : Style.BODY;
            below = Math.min(
                    below, cell(Canvas.element(row, "TD"), style, Colour.INK, values[i], ends[i], i, line - 6));
        }
        canvas.fill(Colour.RULE, left, below - 6, right - left, 0.75f);
        return below - 6;
    }

    private float cell(
            PdfStructureElement cell, Style style, Colour colour, String text, float end, int column, float top) {
        if (column == 0) return canvas.write(cell, style, colour, canvas.wrap(style, text, 200, 4), left, top);
        return canvas.writeUpTo(cell, style, colour, canvas.wrap(style, text, 150, 1), end, top);
    }

    /// Draws the split: credits + VAT = paid. Returns its lower edge.
    float split(float top) {
        float width = (right - left) / 3;
        canvas.fill(Colour.GROUND, left, top - SPLIT, right - left, SPLIT);
        canvas.fill(accent, left + 2 * width, top - SPLIT, width, SPLIT);
        var table = Canvas.element(root, "Table");
        var heads = Canvas.element(table, "TR");
        var sums = Canvas.element(table, "TR");
        var explained = Canvas.element(table, "TR");
        var amounts = wording.document().amounts();
        String[] words = {
            wording.say(wording.by(Word.CREDITS, Word.CREDITS_BACK)),
            wording.say(Word.VAT),
            wording.say(wording.by(Word.PAID, Word.REFUNDED))
        };
        String[] figures = {wording.money(amounts.net()), wording.money(amounts.tax()), wording.money(amounts.total())};
        String[] remarks = {
            wording.say(Word.NET_OF_VAT), remark(), wording.say(wording.isTaxed() ? Word.WITH_VAT : Word.TOTAL)
        };
        for (int i = 0; i < words.length; i++) {
            float x = left + i * width + PADDING;
            boolean isSum = i == words.length - 1;
            write(Canvas.heading(heads, "Column"), Style.LABEL, isSum, words[i], x, top - PADDING);
            write(Canvas.element(sums, "TD"), Style.FIGURE, isSum, figures[i], x, top - PADDING - 14);
            write(Canvas.element(explained, "TD"), Style.SMALL, isSum, remarks[i], x, top - PADDING - 38);
        }
        canvas.sign(Style.FIGURE, Colour.MUTED, "+", left + width - 12, top - PADDING - 14);
        canvas.sign(Style.FIGURE, Colour.MUTED, "=", left + 2 * width - 12, top - PADDING - 14);
        return top - SPLIT;
    }

    private void write(PdfStructureElement element, Style style, boolean isSum, String text, float x, float top) {
        var colour = isSum ? Colour.WHITE : style.colour();
        var lines = canvas.wrap(style, text, (right - left) / 3 - 2 * PADDING, 1);
        var _ = canvas.write(element, style, colour, lines, x, top);
    }

    private String remark() {
        if (!wording.isTaxed()) return wording.say(Word.NOT_CHARGED);
        return wording.say(
                Word.VAT_AT,
                wording.percent(),
                wording.money(wording.document().amounts().net()));
    }
}
