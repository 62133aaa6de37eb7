package credits.api;

import credits.http.ApiRequest;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Eur;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The request to buy credits, without VAT.
///
/// @param netCents within the limits of the deployment
public record TopUpRequest(long netCents) {
    private static final String AMOUNT = "amount";
    private static final long CENTS_PER_EUR = 100;

    // Accepts any amount. Which amounts can be bought is a separate check with a helpful error.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern WHOLE_CENTS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,2}))?");

    /// The minimum and maximum of a top-up, in whole EUR.
    public record AmountRange(long minEur, long maxEur) {}

    /// Parses the body of `request`. A text that is not an amount throws [credits.json.InvalidInputException]. An
    /// amount that cannot be bought throws [ProblemException] with 422.
    public static TopUpRequest parse(ApiRequest request, AmountRange range) {
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of(AMOUNT));
        var text = fields.text(AMOUNT);
        if (!DECIMAL.matcher(text).matches())
            throw fields.invalid(AMOUNT, "must be a decimal string, such as \"50.00\"");
        if (text.startsWith("-")) throw invalidAmount("must be at least " + formatEur(range.minEur()));
        var parts = WHOLE_CENTS.matcher(text);
        if (!parts.matches())
            throw invalidAmount(decimalPlaces(text) > 2 ? "must be in whole cents" : maximumRule(range));
        long cents = Long.parseLong(parts.group(1)) * CENTS_PER_EUR + parseCentFraction(parts.group(2));
        if (cents < range.minEur() * CENTS_PER_EUR)
            throw invalidAmount("must be at least " + formatEur(range.minEur()));
        if (cents > range.maxEur() * CENTS_PER_EUR) throw invalidAmount(maximumRule(range));
        return new TopUpRequest(cents);
    }

    private static long parseCentFraction(@Nullable String fraction) {
        if (fraction == null) return 0;
        return Long.parseLong(fraction.length() == 1 ? fraction + "0" : fraction);
    }

    private static int decimalPlaces(String decimal) {
        int point = decimal.indexOf('.');
        return point < 0 ? 0 : decimal.length() - point - 1;
    }

    private static String maximumRule(AmountRange range) {
        return "must be at most " + formatEur(range.maxEur());
    }

    private static String formatEur(long whole) {
        return "EUR " + Eur.ofCents(whole * CENTS_PER_EUR);
    }

    private static ProblemException invalidAmount(String detail) {
        return new ProblemException(Problem.invalidAmount("/" + AMOUNT, detail));
    }
}
