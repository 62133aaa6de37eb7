package credits.api;

import credits.http.ApiRequest;
import credits.invoicing.BuyerReferences;
import credits.invoicing.DocumentCharacters;
import credits.json.InputErrors;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.util.Optional;
import java.util.Set;

/// The buyer's reference and purchase order of one payment, which take the place of those in the billing
/// profile.
public final class BuyerReferencesJson {
    public static final String BUYER_REFERENCE = "buyer_reference";
    public static final String PURCHASE_ORDER = "purchase_order";

    /// The maximum length of each.
    public static final int MAX_LENGTH = 50;

    private BuyerReferencesJson() {}

    /// Parses a body that has nothing else. Throws [credits.json.InvalidInputException] with all errors.
    public static BuyerReferences parse(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(
                request.jsonBody(), JsonPointer.ROOT, Set.of(BUYER_REFERENCE, PURCHASE_ORDER), errors);
        var references = parse(fields, errors);
        errors.throwIfAny();
        return references;
    }

    /// Reads both among other fields. What is wrong with them becomes `errors`.
    static BuyerReferences parse(JsonFields fields, InputErrors errors) {
        return new BuyerReferences(
                errors.read(() -> reference(fields, BUYER_REFERENCE), Optional.empty()),
                errors.read(() -> reference(fields, PURCHASE_ORDER), Optional.empty()),
                Optional.empty());
    }

    private static Optional<String> reference(JsonFields fields, String name) {
        var text = fields.optionalText(name).map(String::strip).filter(given -> !given.isEmpty());
        if (text.filter(given -> given.length() > MAX_LENGTH).isPresent())
            throw fields.invalid(name, "must have at most " + MAX_LENGTH + " characters");
        if (text.filter(given -> !DocumentCharacters.areShown(given)).isPresent())
            throw fields.invalid(name, "must be in characters that invoices can show");
        return text;
    }
}
