package credits.function.invoice.paper;

import java.util.List;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfNumber;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;

/// The page being drawn. Each text belongs to an element of the structure tree, which screen readers follow; everything
/// else is an artifact. Coordinates are points from the lower left corner.
final class Canvas {
    private static final PdfName LAYOUT = new PdfName("Layout");

    private final PdfContentByte content;
    private final Typeface regular;
    private final Typeface bold;

    Canvas(PdfWriter writer, Typeface regular, Typeface bold) {
        this.content = writer.getDirectContent();
        this.regular = regular;
        this.bold = bold;
    }

    /// A new element `tag` in `parent`.
    static PdfStructureElement element(PdfStructureElement parent, String tag) {
        return new PdfStructureElement(parent, new PdfName(tag));
    }

    /// A header cell with the scope `Column` or `Row`.
    static PdfStructureElement heading(PdfStructureElement row, String scope) {
        var heading = element(row, "TH");
        var attributes = new PdfDictionary();
        attributes.put(PdfName.O, new PdfName("Table"));
        attributes.put(new PdfName("Scope"), new PdfName(scope));
        heading.put(PdfName.A, attributes);
        return heading;
    }

    List<String> wrap(Style style, String text, float width, int most) {
        return face(style).wrap(PlainText.of(text), style.size(), width, most);
    }

    float width(Style style, String text) {
        return face(style).width(face(style).writable(PlainText.of(text)), style.size());
    }

    /// Writes `lines` below `top`, left-aligned at `x`. Returns the lower edge.
    float write(PdfStructureElement element, Style style, Colour colour, List<String> lines, float x, float top) {
        return lines(element, style, colour, lines, x, top, 0);
    }

    /// Writes `lines` below `top`, right-aligned at `right`. Returns the lower edge.
    float writeUpTo(
            PdfStructureElement element, Style style, Colour colour, List<String> lines, float right, float top) {
        return lines(element, style, colour, lines, right, top, 1);
    }

    private float lines(
            PdfStructureElement element,
            Style style,
            Colour colour,
            List<String> lines,
            float x,
            float top,
            float shift) {
        content.beginMarkedContentSequence(element);
        content.beginText();
        content.setFontAndSize(face(style).font(), style.size());
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        float y = top - baseline(style);
        for (var line : lines) {
            content.setTextMatrix(x - shift * face(style).width(line, style.size()), y);
            content.showText(line);
            y -= style.leading();
        }
        content.endText();
        content.endMarkedContentSequence();
        return top - lines.size() * style.leading();
    }

    private static float baseline(Style style) {
        return (style.leading() - style.size()) / 2 + 0.8f * style.size();
    }

    /// Draws a decorative filled rectangle.
    void fill(Colour colour, float x, float y, float width, float height) {
        decorate();
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        content.rectangle(x, y, width, height);
        content.fill();
        content.endMarkedContentSequence();
    }

    /// Draws a decorative sign, whose meaning the text repeats.
    void sign(Style style, Colour colour, String sign, float centre, float top) {
        decorate();
        content.beginText();
        content.setFontAndSize(face(style).font(), style.size());
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        content.setTextMatrix(centre - face(style).width(sign, style.size()) / 2, top - baseline(style));
        content.showText(sign);
        content.endText();
        content.endMarkedContentSequence();
    }

    private void decorate() {
        content.beginMarkedContentSequence(new PdfName("Artifact"));
    }

    /// Draws a picture with its alternative text.
    void picture(PdfStructureElement parent, Image image, String words, float x, float y) {
        var figure = element(parent, "Figure");
        figure.put(PdfName.ALT, new PdfString(words, "UnicodeBig"));
        var attributes = new PdfDictionary();
        attributes.put(PdfName.O, LAYOUT);
        var box = new PdfArray();
        for (float side : new float[] {x, y, x + image.getScaledWidth(), y + image.getScaledHeight()}) {
            box.add(new PdfNumber(side));
        }
        attributes.put(PdfName.BBOX, box);
        figure.put(PdfName.A, attributes);
        content.beginMarkedContentSequence(figure);
        image.setAbsolutePosition(x, y);
        content.addImage(image);
        content.endMarkedContentSequence();
    }

    private Typeface face(Style style) {
        return style.bold() ? bold : regular;
    }
}
