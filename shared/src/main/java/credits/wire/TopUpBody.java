package credits.wire;

import credits.money.Eur;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The request to buy credits, without VAT.
///
/// @param cents within the limits of the deployment
public record TopUpBody(long cents) {
    private static final String AMOUNT = "amount";
    private static final long CENTS = 100;

    // Accepts any amount. Which amounts can be bought is a separate check with a helpful error.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern WHOLE_CENTS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,2}))?");

    /// The minimum and maximum of a top-up, in whole EUR.
    public record Bounds(long minimum, long maximum) {}

    /// Parses the body of `request`. A text that is not an amount throws [Malformed]. An amount that cannot be bought
    /// throws [Rejected] with 422.
    public static TopUpBody parse(HttpRequest request, Bounds bounds) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, Set.of(AMOUNT));
        var text = fields.text(AMOUNT);
        if (!DECIMAL.matcher(text).matches()) throw fields.wrong(AMOUNT, "must be a decimal string, such as \"50.00\"");
        if (text.startsWith("-")) throw refused("must be at least " + eur(bounds.minimum()));
        var parts = WHOLE_CENTS.matcher(text);
        if (!parts.matches()) throw refused(fraction(text) > 2 ? "must be in whole cents" : tooMuch(bounds));
        long cents = Long.parseLong(parts.group(1)) * CENTS + cents(parts.group(2));
        if (cents < bounds.minimum() * CENTS) throw refused("must be at least " + eur(bounds.minimum()));
        if (cents > bounds.maximum() * CENTS) throw refused(tooMuch(bounds));
        return new TopUpBody(cents);
    }

    private static long cents(@Nullable String fraction) {
        if (fraction == null) return 0;
        return Long.parseLong(fraction.length() == 1 ? fraction + "0" : fraction);
    }

    private static int fraction(String decimal) {
        int point = decimal.indexOf('.');
        return point < 0 ? 0 : decimal.length() - point - 1;
    }

    private static String tooMuch(Bounds bounds) {
        return "must be at most " + eur(bounds.maximum());
    }

    private static String eur(long whole) {
        return "EUR " + Eur.cents(whole * CENTS);
    }

    private static Rejected refused(String detail) {
        return new Rejected(Problem.invalidAmount("/" + AMOUNT, detail));
    }
}
