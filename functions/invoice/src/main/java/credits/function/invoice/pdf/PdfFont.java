package credits.function.invoice.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.BaseFont;

/// A font of the page, embedded as a subset: which characters it has and how wide text is.
final class PdfFont {
    private static final int UNITS_PER_EM = 1_000;
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private final BaseFont font;

    private PdfFont(BaseFont font) {
        this.font = font;
    }

    /// The font in the file `name`. `tag` marks its embedded subset.
    static PdfFont load(String name, char tag) {
        try {
            var font = BaseFont.createFont(
                    name,
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    ClasspathResource.readBytes(name),
                    null);
            // OpenPDF's CIDSet is incomplete, which PDF/A forbids (ISO 19005-3, 6.2.11.4.2).
            font.setIncludeCidSet(false);
            font.setSecureRandom(new FixedSubsetTag(tag));
            return new PdfFont(font);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BaseFont font() {
        return font;
    }

    /// `text` in characters that the font has: a missing one loses its accents or becomes a replacement character,
    /// because PDF/A forbids characters without a glyph.
    String replaceUnsupported(String text) {
        var written = new StringBuilder(text.length());
        text.codePoints().forEach(character -> written.append(replaceUnsupported(character)));
        return written.toString();
    }

    private String replaceUnsupported(int character) {
        if (font.charExists(character)) return Character.toString(character);
        int base = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                .codePointAt(0);
        return Character.toString(font.charExists(base) ? base : REPLACEMENT_CHARACTER);
    }

    float width(String text, float size) {
        return font.getWidth(text) * size / UNITS_PER_EM;
    }

    /// Wraps `text` into at most `maxLines` lines of `width`, between words, or within a word that is longer than a
    /// line. Text that does not fit ends in an ellipsis.
    List<String> wrap(String text, float size, float width, int maxLines) {
        var lines = new ArrayList<String>();
        var remaining = replaceUnsupported(text);
        while (!remaining.isEmpty() && lines.size() < maxLines) {
            int end = lineEnd(remaining, size, width);
            boolean isTruncated = lines.size() == maxLines - 1 && end < remaining.length();
            lines.add(
                    isTruncated
                            ? withEllipsis(remaining.substring(0, end).strip(), size, width)
                            : remaining.substring(0, end).strip());
            remaining = remaining.substring(end).stripLeading();
        }
        return lines;
    }

    /// The end of the first line of `text`: the last space that fits, or else a position within a word.
    private int lineEnd(String text, float size, float width) {
        float currentWidth = 0;
        int lastBlank = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            currentWidth += font.getWidth(text.codePointAt(i)) * size / UNITS_PER_EM;
            if (text.charAt(i) == ' ') lastBlank = i;
            else if (currentWidth > width && i > 0) return lastBlank > 0 ? lastBlank : i;
        }
        return text.length();
    }

    private String withEllipsis(String line, float size, float width) {
        var truncated = line;
        while (!truncated.isEmpty() && width(truncated + "…", size) > width) {
            truncated = truncated.substring(0, truncated.offsetByCodePoints(truncated.length(), -1));
        }
        return truncated + "…";
    }

    /// Fixed instead of random: makes the subset tag, and with it the file's bytes, reproducible.
    private static final class FixedSubsetTag extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final char letter;

        FixedSubsetTag(char letter) {
            super();
            this.letter = letter;
        }

        @Override
        public double nextDouble() {
            return (letter - 'A' + 0.5) / 26;
        }
    }
}
