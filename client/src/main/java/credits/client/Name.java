package credits.client;

import java.util.Optional;

/// The format of identifiers: 1 to 64 characters of `0-9 A-Z a-z . _ : -`. They need no escaping in JSON or in paths.
final class Name {
    private static final int LONGEST = 64;

    private Name() {}

    /// Returns the text, or throws an [IllegalArgumentException] that names the field and the format.
    static String checked(String text, String what) {
        if (isValid(text)) return text;
        throw wrong(what);
    }

    /// Checks an identifier that may be absent.
    static void check(Optional<String> text, String what) {
        if (text.isPresent() && !isValid(text.get())) throw wrong(what);
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " must be 1 to 64 characters of 0-9 A-Z a-z . _ : -");
    }

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > LONGEST) return false;
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) return false;
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= ':')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
