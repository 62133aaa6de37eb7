package credits.api;

import credits.account.command.AdjustCredits;
import credits.http.ApiRequest;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.InputErrors;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Eur;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to grant credits to an organisation or to take some back.
///
/// @param amount not zero; negative to take credits back
/// @param reason the explanation shown to people, 1 to 200 characters
/// @param opensAccount whether the organisation may be one that has no account yet
public record AdjustmentRequest(OrganisationId organisation, Eur amount, String reason, boolean opensAccount) {
    private static final String AMOUNT = "amount";
    private static final String CREATE = "create";
    private static final Set<String> FIELDS = Set.of("organisation", AMOUNT, "reason", CREATE);
    // No control characters: the reason is shown to people and published to other systems.
    private static final Pattern REASON = Pattern.compile("[^\\p{C}]{1," + AdjustCredits.MAX_REASON_LENGTH + "}");

    /// Parses the body of `request`. A body of any other form throws [credits.json.InvalidInputException]. An
    /// amount that is zero, or larger than `maxAmount` in either direction, throws [ProblemException] with 422.
    public static AdjustmentRequest parse(ApiRequest request, Eur maxAmount) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, FIELDS, errors);
        var organisation = errors.read(() -> fields.create("organisation", OrganisationId::new));
        var amount =
                errors.read(() -> fields.parse(AMOUNT, Eur::parse, "must be a decimal string, such as \"-12.50\""));
        var reason = errors.read(() -> fields.parse(
                "reason",
                text -> Optional.of(text).filter(AdjustmentRequest::isReason),
                "must be 1 to " + AdjustCredits.MAX_REASON_LENGTH + " characters, not only spaces"));
        var opensAccount = errors.read(() -> fields.hasValue(CREATE) && fields.booleanValue(CREATE));
        errors.throwIfAny();
        checkAmount(amount.get(), maxAmount);
        return new AdjustmentRequest(organisation.get(), amount.get(), reason.get(), opensAccount.get());
    }

    private static void checkAmount(Eur amount, Eur maxAmount) {
        if (amount.equals(Eur.ZERO))
            throw new ProblemException(Problem.invalidAmount("/" + AMOUNT, "must not be zero"));
        if (amount.isGreaterThan(maxAmount) || Eur.ZERO.minus(maxAmount).isGreaterThan(amount))
            throw new ProblemException(
                    Problem.invalidAmount("/" + AMOUNT, "must be at most EUR " + maxAmount + ", either way"));
    }

    private static boolean isReason(String text) {
        return REASON.matcher(text).matches() && !text.isBlank();
    }
}
