package credits.function.invoice.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.BaseFont;

/// A font of the page, embedded as a subset: which characters it has and how wide text is.
final class Typeface {
    private static final int PER_EM = 1_000;
    private static final int UNKNOWN = 0xFFFD;

    private final BaseFont font;

    private Typeface(BaseFont font) {
        this.font = font;
    }

    /// The font in the file `name`. `tag` marks its embedded subset.
    static Typeface of(String name, char tag) {
        try {
            var font = BaseFont.createFont(
                    name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.NOT_CACHED, Resource.bytes(name), null);
            // OpenPDF's CIDSet is incomplete, which PDF/A forbids (ISO 19005-3, 6.2.11.4.2).
            font.setIncludeCidSet(false);
            font.setSecureRandom(new Same(tag));
            return new Typeface(font);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    BaseFont font() {
        return font;
    }

    /// `text` in characters that the font has: a missing one loses its accents or becomes a replacement character,
    /// because PDF/A forbids characters without a glyph.
    String writable(String text) {
        var written = new StringBuilder(text.length());
        text.codePoints().forEach(character -> written.append(writable(character)));
        return written.toString();
    }

    private String writable(int character) {
        if (font.charExists(character)) return Character.toString(character);
        int base = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                .codePointAt(0);
        return Character.toString(font.charExists(base) ? base : UNKNOWN);
    }

    float width(String text, float size) {
        return font.getWidth(text) * size / PER_EM;
    }

    /// Wraps `text` into at most `most` lines of `width`, between words, or within a word that is longer than a line.
    /// Text that does not fit ends in an ellipsis.
    List<String> wrap(String text, float size, float width, int most) {
        var lines = new ArrayList<String>();
        var rest = writable(text);
        while (!rest.isEmpty() && lines.size() < most) {
            int end = fitting(rest, size, width);
            boolean isCut = lines.size() == most - 1 && end < rest.length();
            lines.add(
                    isCut
                            ? shortened(rest.substring(0, end).strip(), size, width)
                            : rest.substring(0, end).strip());
            rest = rest.substring(end).stripLeading();
        }
        return lines;
    }

    /// The end of the first line of `text`: the last space that fits, or else a position within a word.
    private int fitting(String text, float size, float width) {
        float wide = 0;
        int blank = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            wide += font.getWidth(text.codePointAt(i)) * size / PER_EM;
            if (text.charAt(i) == ' ') blank = i;
            else if (wide > width && i > 0) return blank > 0 ? blank : i;
        }
        return text.length();
    }

    private String shortened(String line, float size, float width) {
        var kept = line;
        while (!kept.isEmpty() && width(kept + "…", size) > width) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + "…";
    }

    /// Fixed instead of random: makes the subset tag, and with it the file's bytes, reproducible.
    private static final class Same extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final char letter;

        Same(char letter) {
            super();
            this.letter = letter;
        }

        @Override
        public double nextDouble() {
            return (letter - 'A' + 0.5) / 26;
        }
    }
}
