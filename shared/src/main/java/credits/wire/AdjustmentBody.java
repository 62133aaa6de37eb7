package credits.wire;

import credits.account.Adjust;
import credits.identity.OrganisationId;
import credits.money.Eur;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The request to give credits to an organisation or to take some.
///
/// @param amount not zero; negative to take credits
/// @param reason the explanation shown to people, 1 to 200 characters
public record AdjustmentBody(OrganisationId organisation, Eur amount, String reason) {
    private static final String AMOUNT = "amount";
    private static final Set<String> FIELDS = Set.of("organisation", AMOUNT, "reason");
    // No control characters: the reason is shown to people and published to other systems.
    private static final Pattern REASON = Pattern.compile("[^\\p{C}]{1," + Adjust.LONGEST_REASON + "}");

    /// Parses the body of `request`. A body of any other form throws [Malformed]. An amount that is zero, or larger
    /// than `largest` in either direction, throws [Rejected] with 422.
    public static AdjustmentBody parse(HttpRequest request, Eur largest) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, FIELDS);
        var organisation = fields.make("organisation", OrganisationId::new);
        var amount = fields.read(AMOUNT, Eur::parse, "must be a decimal string, such as \"-12.50\"");
        var reason = fields.read(
                "reason",
                text -> Optional.of(text).filter(AdjustmentBody::isReason),
                "must be 1 to " + Adjust.LONGEST_REASON + " characters, not only spaces");
        if (amount.equals(Eur.ZERO)) throw new Rejected(Problem.invalidAmount("/" + AMOUNT, "must not be zero"));
        if (amount.exceeds(largest) || Eur.ZERO.minus(largest).exceeds(amount))
            throw new Rejected(Problem.invalidAmount("/" + AMOUNT, "must be at most EUR " + largest + ", either way"));
        return new AdjustmentBody(organisation, amount, reason);
    }

    private static boolean isReason(String text) {
        return REASON.matcher(text).matches() && !text.isBlank();
    }
}
