package credits.invoicing;

import static credits.invoicing.CheckDigits.luhnSum;

import java.util.regex.Pattern;

/// The form of Italian tax codes, with their check characters: 16 characters for a person (Ministry of Finance,
/// decree of 23 December 1976), 11 digits for anybody else.
public final class CodiceFiscale {
    // Digits may be replaced by letters, to tell two persons apart.
    private static final String DIGIT = "[0-9LMNPQRSTUV]";
    private static final Pattern PERSON =
            Pattern.compile("[A-Z]{6}" + DIGIT + "{2}[ABCDEHLMPRST]" + DIGIT + "{2}[A-Z]" + DIGIT + "{3}[A-Z]");
    private static final Pattern ORGANISATION = Pattern.compile("[0-9]{11}");
    // The values of A to Z, and of 0 to 9 like A to J, in the odd places, counted from one.
    private static final int[] ODD_VALUES = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private CodiceFiscale() {}

    /// Whether `text` has the form and the check character of a tax code.
    public static boolean isWellFormed(String text) {
        if (ORGANISATION.matcher(text).matches()) return luhnSum(text) % 10 == 0;
        return PERSON.matcher(text).matches() && hasRightCheckCharacter(text);
    }

    private static boolean hasRightCheckCharacter(String text) {
        int last = text.length() - 1;
        int sum = 0;
        for (int i = 0; i < last; i++) {
            char character = text.charAt(i);
            int value = Character.isDigit(character) ? character - '0' : character - 'A';
            sum += i % 2 == 0 ? ODD_VALUES[value] : value;
        }
        return text.charAt(last) == 'A' + sum % ODD_VALUES.length;
    }
}
