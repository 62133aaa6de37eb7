package credits.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Text in the characters of Latin-1 (ISO 8859-1), for formats that have no others: Latin letters without the accents
/// that it lacks, Greek ones after ISO 843, Cyrillic ones as Bulgaria transliterates its own (act of 2009).
public final class LatinText {
    private static final int LAST_CHARACTER = 0xFF;
    private static final String UNKNOWN = "?";
    // Pairs of a character and what stands for it. Capitals follow from small letters.
    private static final Map<String, String> SUBSTITUTES = pairs("""
            đ d  ħ h  ı i  ĸ k  ł l  ŋ ng  œ oe  ŧ t  ŉ 'n  ĳ ij  ŀ l  ſ s
            – -  — -  ‘ '  ’ '  ‚ ,  “ "  ” "  „ "  • -  … ...  ‹ <  › >  € EUR
            α a  β v  γ g  δ d  ε e  ζ z  η i  θ th  ι i  κ k  λ l  μ m
            ν n  ξ x  ο o  π p  ρ r  σ s  ς s  τ t  υ y  φ f  χ ch  ψ ps  ω o
            а a  б b  в v  г g  д d  е e  ж zh  з z  и i  й y  к k  л l  м m  н n  о o  п p  р r  с s
            т t  у u  ф f  х h  ц ts  ч ch  ш sh  щ sht  ъ a  ы y  ь y  э e  ю yu  я ya
            ђ d  є ye  ѕ dz  і i  ј j  љ lj  њ nj  ћ c  џ dz
            ґ g  ғ g  ҕ g  җ zh  ҙ z  қ k  ҝ k  ҟ k  ҡ k  ң n  ҥ ng  ҧ p  ҩ o  ҫ s
            ҭ t  ү u  ұ u  ҳ h  ҵ ts  ҷ ch  ҹ ch  һ h  ҽ ch  ҿ ch
            """);

    private LatinText() {}

    /// Returns the first `maxLength` characters of [#of(String)].
    public static String of(String text, int maxLength) {
        var latin = of(text);
        return latin.length() <= maxLength
                ? latin
                : latin.substring(0, maxLength).strip();
    }

    /// Returns `text` in printable characters of Latin-1, with one space between words. A letter of another script
    /// becomes a question mark.
    public static String of(String text) {
        var latin = new StringBuilder(text.length());
        PrintableText.sanitise(text).codePoints().forEach(character -> latin.append(substitute(character)));
        return latin.toString();
    }

    private static String substitute(int character) {
        var text = Character.toString(character);
        if (character <= LAST_CHARACTER) return text;
        var substitute = SUBSTITUTES.get(text.toLowerCase(Locale.ROOT));
        if (substitute != null) return Character.isUpperCase(character) ? capitalised(substitute) : substitute;
        var letter = Normalizer.normalize(text, Normalizer.Form.NFD).substring(0, 1);
        return letter.equals(text) ? UNKNOWN : substitute(letter.codePointAt(0));
    }

    private static String capitalised(String letters) {
        return letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
    }

    private static Map<String, String> pairs(String table) {
        var words = table.strip().split("\\s+", -1);
        var pairs = new HashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) pairs.put(words[i], words[i + 1]);
        return Map.copyOf(pairs);
    }
}
