package credits.invoicing;

import static credits.invoicing.CheckDigits.digit;
import static credits.invoicing.CheckDigits.isIso7064Mod11And10;
import static credits.invoicing.CheckDigits.isIso7064Mod97And10;
import static credits.invoicing.CheckDigits.luhnSum;
import static credits.invoicing.CheckDigits.number;
import static credits.invoicing.CheckDigits.weightedSum;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The form of a country's VAT numbers, as VIES publishes it, with the country's check digits. The names are the
/// prefixes. A number that does not match is nobody's; one that does may still be unknown to the register.
enum VatIdFormat {
    AT("U[0-9]{8}", text -> (4 + luhnSum(text.substring(1, 8)) + digit(text, 8)) % 10 == 0),
    BE("[01][0-9]{9}", text -> 97 - number(text, 0, 8) % 97 == number(text, 8, 10)),
    BG("[0-9]{9,10}", text -> text.length() == 10 || isBulgarianCompany(text)),
    CY("[0-9]{8}[A-Z]", VatIdFormat::isCypriot),
    CZ("[0-9]{8,10}", text -> text.length() > 8 || isCzechCompany(text)),
    DE("[1-9][0-9]{8}", text -> isIso7064Mod11And10(text)),
    DK("[1-9][0-9]{7}", text -> weightedSum(text, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
    EE("[0-9]{9}", text -> weightedSum(text, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
    EL("[0-9]{9}", text -> weightedSum(text, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == digit(text, 8)),
    ES("[0-9A-Z][0-9]{7}[0-9A-Z]", VatIdFormat::isSpanish),
    FI("[0-9]{8}", text -> weightedSum(text, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
    FR("[0-9A-HJ-NP-Z]{2}[0-9]{9}", VatIdFormat::isFrench),
    HR("[0-9]{11}", text -> isIso7064Mod11And10(text)),
    HU("[0-9]{8}", text -> weightedSum(text, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
    IE("[0-9]{7}[A-W][A-I]?|[0-9][A-Z+*][0-9]{5}[A-W]", VatIdFormat::isIrish),
    IT("[0-9]{11}", text -> luhnSum(text) % 10 == 0),
    LT("[0-9]{9}|[0-9]{12}", VatIdFormat::isLithuanian),
    LU("[0-9]{8}", text -> number(text, 0, 6) % 89 == number(text, 6, 8)),
    LV("[0-9]{11}", text -> digit(text, 0) <= 3 || weightedSum(text, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3),
    MT("[0-9]{8}", text -> weightedSum(text, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0),
    NL("[0-9]{9}B[0-9]{2}", text -> isDutchCompany(text) || isIso7064Mod97And10("NL" + text)),
    PL("[0-9]{10}", text -> weightedSum(text, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(text, 9)),
    PT("[0-9]{9}", text -> (11 - weightedSum(text, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == digit(text, 8)),
    RO("[1-9][0-9]{1,9}", VatIdFormat::isRomanian),
    SE("[0-9]{10}(?!00)[0-9]{2}", text -> luhnSum(text.substring(0, 10)) % 10 == 0),
    SI("[1-9][0-9]{7}", VatIdFormat::isSlovenian),
    SK("[1-9][0-9][2-47-9][0-9]{7}", text -> number(text, 0, 10) % 11 == 0),
    XI("[0-9]{9}(?:[0-9]{3})?|GD[0-4][0-9]{2}|HA[5-9][0-9]{2}", VatIdFormat::isNorthernIrish);

    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SPANISH_COMPANY_LETTERS = "JABCDEFGHI";
    private static final String IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final int[] CYPRIOT_VALUES = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    private static final int PREFIX_LETTERS = 2;

    private final Pattern form;

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final Predicate<String> hasRightCheckDigits;

    VatIdFormat(String form, Predicate<String> hasRightCheckDigits) {
        this.form = Pattern.compile(form);
        this.hasRightCheckDigits = hasRightCheckDigits;
    }

    /// Whether `vatId` can be a number of the country that its prefix names.
    static boolean matches(String vatId) {
        var text = vatId.substring(PREFIX_LETTERS);
        return Arrays.stream(values())
                .filter(format -> vatId.startsWith(format.name()))
                .anyMatch(format -> format.form.matcher(text).matches() && format.hasRightCheckDigits.test(text));
    }

    // Persons have ten digits and one of three kinds of number.
    private static boolean isBulgarianCompany(String text) {
        int first = weightedSum(text, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        int check = first < 10 ? first : weightedSum(text, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        return check == digit(text, 8);
    }

    private static boolean isCypriot(String text) {
        int sum = 0;
        for (int i = 0; i < 8; i++) sum += i % 2 == 0 ? CYPRIOT_VALUES[digit(text, i)] : digit(text, i);
        return text.charAt(8) == 'A' + sum % 26;
    }

    // Persons have the nine or ten digits of their birth number.
    private static boolean isCzechCompany(String text) {
        int check = (11 - weightedSum(text, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return (check == 0 ? 1 : check % 10) == digit(text, 7);
    }

    private static boolean isSpanish(String text) {
        char first = text.charAt(0);
        char last = text.charAt(8);
        long digits = number(text, 1, 8);
        if (Character.isDigit(first)) return last == SPANISH_LETTERS.charAt((int) (number(text, 0, 8) % 23));
        if ("KLM".indexOf(first) >= 0) return last == SPANISH_LETTERS.charAt((int) (digits % 23));
        int foreigner = "XYZ".indexOf(first);
        if (foreigner >= 0) return last == SPANISH_LETTERS.charAt((int) ((foreigner * 10_000_000L + digits) % 23));
        int check = (10 - luhnSum(text.substring(1, 8) + "0") % 10) % 10;
        return last == '0' + check || last == SPANISH_COMPANY_LETTERS.charAt(check);
    }

    // Letters in the key have rules of their own, and Monaco's numbers no SIREN.
    private static boolean isFrench(String text) {
        var siren = text.substring(2);
        if (!siren.startsWith("000") && luhnSum(siren) % 10 != 0) return false;
        boolean hasNumericKey = Character.isDigit(text.charAt(0)) && Character.isDigit(text.charAt(1));
        return !hasNumericKey || number(siren + "12", 0, 11) % 97 == number(text, 0, 2);
    }

    private static boolean isIrish(String text) {
        boolean isOld = !Character.isDigit(text.charAt(1));
        var digits = isOld ? "0" + text.substring(2, 7) + text.charAt(0) : text.substring(0, 7);
        int second = text.length() > 8 ? IRISH_LETTERS.indexOf(text.charAt(8)) : 0;
        int sum = weightedSum(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second;
        return text.charAt(7) == IRISH_LETTERS.charAt(sum % 23);
    }

    private static boolean isLithuanian(String text) {
        int last = text.length() - 1;
        int sum = 0;
        int otherSum = 0;
        for (int i = 0; i < last; i++) {
            sum += (1 + i % 9) * digit(text, i);
            otherSum += (1 + (i + 2) % 9) * digit(text, i);
        }
        return (sum % 11 < 10 ? sum % 11 : otherSum % 11 % 10) == digit(text, last);
    }

    // Sole traders have had other numbers since 2020.
    private static boolean isDutchCompany(String text) {
        return (weightedSum(text, 9, 8, 7, 6, 5, 4, 3, 2) - digit(text, 8)) % 11 == 0;
    }

    private static boolean isRomanian(String text) {
        var padded = "0".repeat(10 - text.length()) + text;
        return weightedSum(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == digit(padded, 9);
    }

    private static boolean isSlovenian(String text) {
        int check = 11 - weightedSum(text, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check < 11 && check % 10 == digit(text, 7);
    }

    // Numbers given out since 2009 are 55 further; those of authorities have no check digits.
    private static boolean isNorthernIrish(String text) {
        if (text.length() < 9) return true;
        int remainder = weightedSum(text, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return remainder == 0 || remainder == 42;
    }
}
