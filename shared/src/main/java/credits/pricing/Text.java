package credits.pricing;

import java.util.regex.Pattern;

/// The format of names that people read: letters of any script, digits, spaces and a few signs; no characters that
/// reorder or hide text.
final class Text {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N} &'’(),./+–-]+");

    private Text() {}

    static String checked(String text, String what, int longest) {
        if (text.length() <= longest && PLAIN.matcher(text).matches() && text.equals(text.strip())) return text;
        throw new IllegalArgumentException(
                what + " must be 1 to " + longest + " letters, digits, blanks and & ' ( ) , . / + -");
    }
}
