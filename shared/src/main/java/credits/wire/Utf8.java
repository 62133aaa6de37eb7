package credits.wire;

/// Checks of untrusted text before anything else processes it.
final class Utf8 {
    private Utf8() {}

    /// Whether `text` needs more than `most` bytes in UTF-8. An unpaired surrogate counts as three.
    static boolean exceeds(String text, int most) {
        if (text.length() > most) return true;
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) bytes += 1;
            else if (c < 0x800 || Character.isSurrogate(c)) bytes += 2;
            else bytes += 3;
        }
        return bytes > most;
    }

    /// Whether `text` has neither control characters (C0, DEL, C1) nor unpaired surrogates.
    static boolean isReadable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) return false;
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length()) return false;
            if (!Character.isLowSurrogate(text.charAt(++i))) return false;
        }
        return true;
    }

    /// Returns the first `most` characters, with `?` for anything but printable ASCII. For logs and details that
    /// quote input.
    static String quotable(String text, int most) {
        var quotable = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && i < most; i++) {
            char c = text.charAt(i);
            var _ = quotable.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return quotable.toString();
    }
}
