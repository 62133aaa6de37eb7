package credits.identity;

/// The format of ids that callers choose: 1 to 64 characters of `0-9 A-Z a-z . _ : -`.
///
/// It is checked by hand because it applies to every field of every line, where a regular expression would cost more
/// than the debit.
final class Name {
    private static final int LONGEST = 64;

    private Name() {}

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

    /// Returns `text`, or throws [IllegalArgumentException] with the rule that it breaks.
    static String checked(String text, String what) {
        if (isValid(text)) return text;
        throw new IllegalArgumentException(what + " must be 1 to 64 of 0-9 A-Z a-z . _ : -");
    }
}
