package credits.client;

import java.util.Optional;

/// The rule for what is named: 1 to 64 of `0-9 A-Z a-z . _ : -`. Such text needs no escaping in JSON or in paths.
final class Name {
    private static final int LONGEST = 64;

    private Name() {}

    /// The text itself, or [IllegalArgumentException] with what it should have been.
    static String checked(String text, String what) {
        if (isValid(text)) return text;
        throw wrong(what);
    }

    /// The same for a name that may be absent.
    static void check(Optional<String> text, String what) {
        if (text.isPresent() && !isValid(text.get())) throw wrong(what);
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " must be 1 to 64 of 0-9 A-Z a-z . _ : -");
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
