package credits.function.invoice.paper;

import java.text.Normalizer;

/// Text that a stranger wrote, without what turns, hides or breaks it: controls, marks of direction, halves of
/// characters, characters that are none. Blanks of all kinds become one.
final class PlainText {
    private PlainText() {}

    static String of(String text) {
        var plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(character -> {
            if (isBlank(character)) {
                if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') plain.append(' ');
            } else if (isShown(character)) {
                plain.appendCodePoint(character);
            }
        });
        return plain.toString().strip();
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isShown(int character) {
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
