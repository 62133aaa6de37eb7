package credits.invoicing;

import java.math.BigInteger;

/// Sums over the digits of a number that check digits are computed from.
final class CheckDigits {
    private static final BigInteger MODULUS_97 = BigInteger.valueOf(97);

    private CheckDigits() {}

    static int digit(String text, int index) {
        return text.charAt(index) - '0';
    }

    /// Returns the digits from `first` to before `end` as a number.
    static long number(String text, int first, int end) {
        return Long.parseLong(text.substring(first, end));
    }

    /// Returns the sum of the first digits, each multiplied by its weight.
    static int weightedSum(String text, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) sum += weights[i] * digit(text, i);
        return sum;
    }

    /// Returns Luhn's sum (ISO/IEC 7812-1): from the right, every second digit is doubled and its digits are added.
    static int luhnSum(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int weighted = digit(text, text.length() - 1 - i) * (1 + i % 2);
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }

    /// Whether the check digit at the end is right by ISO 7064, MOD 11,10.
    static boolean isIso7064Mod11And10(String text) {
        int check = 5;
        for (int i = 0; i < text.length(); i++) {
            check = ((check == 0 ? 10 : check) * 2 % 11 + digit(text, i)) % 10;
        }
        return check == 1;
    }

    /// Whether the check digits at the end are right by ISO 7064, MOD 97-10; a letter counts as 10 to 35.
    static boolean isIso7064Mod97And10(String text) {
        var digits = new StringBuilder();
        text.chars().forEach(character -> digits.append(Character.digit(character, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS_97).equals(BigInteger.ONE);
    }
}
