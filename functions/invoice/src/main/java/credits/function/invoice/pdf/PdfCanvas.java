package credits.function.invoice.pdf;

import credits.text.PrintableText;
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
final class PdfCanvas {
    private static final PdfName LAYOUT = new PdfName("Layout");

    private final PdfContentByte content;
    private final PdfFont regularFont;
    private final PdfFont boldFont;

    PdfCanvas(PdfWriter writer, PdfFont regularFont, PdfFont boldFont) {
        this.content = writer.getDirectContent();
        this.regularFont = regularFont;
        this.boldFont = boldFont;
    }

    /// A new element `tag` in `parent`.
    static PdfStructureElement addElement(PdfStructureElement parent, String tag) {
        return new PdfStructureElement(parent, new PdfName(tag));
    }

    /// A header cell with the scope `Column` or `Row`.
    static PdfStructureElement addHeaderCell(PdfStructureElement row, String scope) {
        var heading = addElement(row, "TH");
        var attributes = new PdfDictionary();
        attributes.put(PdfName.O, new PdfName("Table"));
        attributes.put(new PdfName("Scope"), new PdfName(scope));
        heading.put(PdfName.A, attributes);
        return heading;
    }

    List<String> wrap(TextStyle style, String text, float width, int maxLines) {
        return font(style).wrap(PrintableText.sanitise(text), style.size(), width, maxLines);
    }

    float width(TextStyle style, String text) {
        return font(style).width(font(style).replaceUnsupported(PrintableText.sanitise(text)), style.size());
    }

    /// Writes `lines` below `top`, left-aligned at `x`. Returns the lower edge.
    float writeLeftAligned(
            PdfStructureElement element, TextStyle style, RgbColour colour, List<String> lines, float x, float top) {
        return writeLines(element, style, colour, lines, x, top, 0);
    }

    /// Writes `lines` below `top`, right-aligned at `right`. Returns the lower edge.
    float writeRightAligned(
            PdfStructureElement element,
            TextStyle style,
            RgbColour colour,
            List<String> lines,
            float right,
            float top) {
        return writeLines(element, style, colour, lines, right, top, 1);
    }

    private float writeLines(
            PdfStructureElement element,
            TextStyle style,
            RgbColour colour,
            List<String> lines,
            float x,
            float top,
            float alignment) {
        content.beginMarkedContentSequence(element);
        content.beginText();
        content.setFontAndSize(font(style).font(), style.size());
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        float y = top - baseline(style);
        for (var line : lines) {
            content.setTextMatrix(x - alignment * font(style).width(line, style.size()), y);
            content.showText(line);
            y -= style.leading();
        }
        content.endText();
        content.endMarkedContentSequence();
        return top - lines.size() * style.leading();
    }

    private static float baseline(TextStyle style) {
        return (style.leading() - style.size()) / 2 + 0.8f * style.size();
    }

    /// Draws a decorative filled rectangle.
    void fillRectangle(RgbColour colour, float x, float y, float width, float height) {
        beginArtifact();
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        content.rectangle(x, y, width, height);
        content.fill();
        content.endMarkedContentSequence();
    }

    /// Draws a decorative sign, whose meaning the text repeats.
    void drawSymbol(TextStyle style, RgbColour colour, String sign, float centre, float top) {
        beginArtifact();
        content.beginText();
        content.setFontAndSize(font(style).font(), style.size());
        content.setRGBColorFill(colour.red(), colour.green(), colour.blue());
        content.setTextMatrix(centre - font(style).width(sign, style.size()) / 2, top - baseline(style));
        content.showText(sign);
        content.endText();
        content.endMarkedContentSequence();
    }

    private void beginArtifact() {
        content.beginMarkedContentSequence(new PdfName("Artifact"));
    }

    /// Draws a picture with its alternative text.
    void drawImage(PdfStructureElement parent, Image image, String altText, float x, float y) {
        var figure = addElement(parent, "Figure");
        figure.put(PdfName.ALT, new PdfString(altText, "UnicodeBig"));
        var attributes = new PdfDictionary();
        attributes.put(PdfName.O, LAYOUT);
        var boundingBox = new PdfArray();
        for (float side : new float[] {x, y, x + image.getScaledWidth(), y + image.getScaledHeight()}) {
            boundingBox.add(new PdfNumber(side));
        }
        attributes.put(PdfName.BBOX, boundingBox);
        figure.put(PdfName.A, attributes);
        content.beginMarkedContentSequence(figure);
        image.setAbsolutePosition(x, y);
        content.addImage(image);
        content.endMarkedContentSequence();
    }

    private PdfFont font(TextStyle style) {
        return style.isBold() ? boldFont : regularFont;
    }
}
