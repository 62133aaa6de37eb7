package credits.invoicing;

import java.text.Normalizer;

/// The characters that invoices and credit notes show as they are, or at least without their accents: Latin, Greek and
/// Cyrillic letters, digits and punctuation. Their fonts have no others, and one that is invisible could hide a name.
public final class DocumentCharacters {
    // Pairs of a first and a last character.
    private static final String RANGES = " ~" // Basic Latin
            + "\u00A1\u00AC\u00AE\u017F" // Latin-1 without the soft hyphen, Latin Extended-A
            + "\u0218\u021B" // Romanian
            + "\u1E00\u1E95\u1EA0\u1EF9" // Welsh, Vietnamese and others
            + "\u0386\u0386\u0388\u038A\u038C\u038C\u038E\u03A1\u03A3\u03CE" // Greek
            + "\u0400\u045F\u0490\u04BF" // Cyrillic
            + "\u2013\u2014\u2018\u201A\u201C\u201E\u2022\u2022\u2026\u2026\u2039\u203A\u20AC\u20AC";

    private DocumentCharacters() {}

    /// Whether documents show all of `text`.
    public static boolean areShown(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().allMatch(DocumentCharacters::isShown);
    }

    /// Whether documents show the character.
    public static boolean isShown(int character) {
        for (int i = 0; i < RANGES.length(); i += 2)
            if (character >= RANGES.charAt(i) && character <= RANGES.charAt(i + 1)) return true;
        return false;
    }
}
