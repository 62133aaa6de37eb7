package credits.text;

import java.text.Normalizer;

/// User-supplied text without control characters, bidirectional marks, lone surrogates and unassigned characters. Runs
/// of white space become one space.
public final class PrintableText {
    private PrintableText() {}

    public static String sanitise(String text) {
        var plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(character -> {
            if (isBlank(character)) {
                if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') plain.append(' ');
            } else if (isPrintable(character)) {
                plain.appendCodePoint(character);
            }
        });
        return plain.toString().strip();
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
