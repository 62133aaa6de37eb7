package credits.pricing;

import java.util.regex.Pattern;

/// The format of names that people read: letters of any script, digits, spaces and a few signs; no characters that
/// reorder or hide text.
final class DisplayText {
    private static final Pattern ALLOWED_TEXT = Pattern.compile("[\\p{L}\\p{M}\\p{N} &'’(),./+–-]+");

    private DisplayText() {}

    static String requireValid(String text, String field, int maxLength) {
        if (text.length() <= maxLength && ALLOWED_TEXT.matcher(text).matches() && text.equals(text.strip()))
            return text;
        throw new IllegalArgumentException(
                field + " must be 1 to " + maxLength + " letters, digits, spaces and & ' ( ) , . / + -");
    }
}
