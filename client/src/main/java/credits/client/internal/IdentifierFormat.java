package credits.client.internal;

import java.util.Optional;

/// The format of identifiers: 1 to 64 characters of `0-9 A-Z a-z . _ : -`. They need no escaping in JSON or in paths.
public final class IdentifierFormat {
    private static final int MAX_LENGTH = 64;

    private IdentifierFormat() {}

    /// Returns the text, or throws an [IllegalArgumentException] that names the field and the format.
    public static String require(String text, String name) {
        if (isValid(text)) return text;
        throw invalid(name);
    }

    /// Checks an identifier that may be absent.
    public static void requireIfPresent(Optional<String> text, String name) {
        if (text.isPresent() && !isValid(text.get())) throw invalid(name);
    }

    private static IllegalArgumentException invalid(String name) {
        return new IllegalArgumentException(name + " must be 1 to 64 characters of 0-9 A-Z a-z . _ : -");
    }

    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) return false;
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) return false;
        }
        return true;
    }

    private static boolean isAllowed(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= ':')
                || (character >= 'A' && character <= 'Z')
                || character == '.'
                || character == '_'
                || character == '-';
    }
}
