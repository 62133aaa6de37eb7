package credits.function.usage;

import credits.identity.EmailAddress;
import credits.money.Eur;
import credits.wire.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The top-up options of a deployment, the same for every organisation.
///
/// @param organisationNameClaim the token claim with the organisation's display name
/// @param presets the amounts that the page offers
/// @param minimum,maximum the bounds of one top-up
/// @param billingContact the contact for members who may not buy credits themselves
record Offer(String organisationNameClaim, List<Eur> presets, Eur minimum, Eur maximum, EmailAddress billingContact) {
    Offer {
        presets = List.copyOf(presets);
    }

    static Offer of(Map<String, String> environment) {
        return new Offer(
                Variable.ORGANISATION_NAME_CLAIM.in(environment),
                Arrays.stream(Variable.TOP_UP_PRESETS.in(environment).split(",", -1))
                        .map(Eur::of)
                        .toList(),
                Eur.of(Variable.TOP_UP_MINIMUM.in(environment)),
                Eur.of(Variable.TOP_UP_MAXIMUM.in(environment)),
                new EmailAddress(Variable.BILLING_CONTACT.in(environment)));
    }
}
