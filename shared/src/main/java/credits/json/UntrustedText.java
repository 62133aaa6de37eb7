package credits.json;

/// Checks of untrusted text before anything else processes it.
public final class UntrustedText {
    private UntrustedText() {}

    /// Whether `text` needs more than `maxBytes` bytes in UTF-8. An unpaired surrogate counts as three.
    public static boolean exceedsBytes(String text, int maxBytes) {
        if (text.length() > maxBytes) return true;
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) bytes += 1;
            else if (c < 0x800 || Character.isSurrogate(c)) bytes += 2;
            else bytes += 3;
        }
        return bytes > maxBytes;
    }

    /// Whether `text` has neither control characters (C0, DEL, C1) nor unpaired surrogates.
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) return false;
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length()) return false;
            if (!Character.isLowSurrogate(text.charAt(++i))) return false;
        }
        return true;
    }

    /// Returns the first `maxLength` characters, with `?` for anything but printable ASCII. For logs and details that
    /// quote input.
    public static String toPrintableAscii(String text, int maxLength) {
        var printable = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length() && i < maxLength; i++) {
            char c = text.charAt(i);
            var _ = printable.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return printable.toString();
    }
}
