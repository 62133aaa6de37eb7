package credits.api;

import credits.http.ApiRequest;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.invoicing.BuyerReferences;
import credits.json.InputErrors;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Eur;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to buy credits, without VAT.
///
/// @param net whole cents, within the limits of the deployment
/// @param references what the invoice shall bear instead of the billing profile's
public record TopUpRequest(Eur net, BuyerReferences references) {
    private static final String AMOUNT = "amount";
    private static final Set<String> FIELDS =
            Set.of(AMOUNT, BuyerReferencesJson.BUYER_REFERENCE, BuyerReferencesJson.PURCHASE_ORDER);

    // Accepts any amount. Which amounts can be bought is a separate check with a helpful error.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern WHOLE_CENTS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    /// The minimum and maximum of a top-up.
    public record AmountRange(Eur minimum, Eur maximum) {}

    /// Parses the body of `request`. A text that is not an amount throws [credits.json.InvalidInputException]. An
    /// amount that cannot be bought throws [ProblemException] with 422.
    public static TopUpRequest parse(ApiRequest request, AmountRange range) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, FIELDS, errors);
        var amount = errors.read(() -> parseDecimal(fields));
        var references = BuyerReferencesJson.parse(fields, errors);
        errors.throwIfAny();
        var text = amount.get();
        if (text.startsWith("-")) throw invalidAmount(minimumRule(range));
        if (!WHOLE_CENTS.matcher(text).matches())
            throw invalidAmount(decimalPlaces(text) > 2 ? "must be in whole cents" : maximumRule(range));
        var net = Eur.of(text);
        if (range.minimum().isGreaterThan(net)) throw invalidAmount(minimumRule(range));
        if (net.isGreaterThan(range.maximum())) throw invalidAmount(maximumRule(range));
        return new TopUpRequest(net, references);
    }

    private static String parseDecimal(JsonFields fields) {
        var text = fields.text(AMOUNT);
        if (DECIMAL.matcher(text).matches()) return text;
        throw fields.invalid(AMOUNT, "must be a decimal string, such as \"50.00\"");
    }

    private static int decimalPlaces(String decimal) {
        int point = decimal.indexOf('.');
        return point < 0 ? 0 : decimal.length() - point - 1;
    }

    private static String minimumRule(AmountRange range) {
        return "must be at least EUR " + range.minimum();
    }

    private static String maximumRule(AmountRange range) {
        return "must be at most EUR " + range.maximum();
    }

    private static ProblemException invalidAmount(String detail) {
        return new ProblemException(Problem.invalidAmount("/" + AMOUNT, detail));
    }
}
