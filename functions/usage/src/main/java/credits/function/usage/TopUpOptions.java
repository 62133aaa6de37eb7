package credits.function.usage;

import credits.identity.EmailAddress;
import credits.money.Eur;
import credits.settings.EnvironmentVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The top-up options of a deployment, the same for every organisation.
///
/// @param organisationNameClaim the token claim with the organisation's display name
/// @param presets the amounts that the page offers
/// @param minimum,maximum the bounds of one top-up
/// @param billingContact the contact for members who may not buy credits themselves
record TopUpOptions(
        String organisationNameClaim, List<Eur> presets, Eur minimum, Eur maximum, EmailAddress billingContact) {
    TopUpOptions {
        presets = List.copyOf(presets);
    }

    static TopUpOptions from(Map<String, String> environment) {
        return new TopUpOptions(
                EnvironmentVariable.ORGANISATION_NAME_CLAIM.require(environment),
                Arrays.stream(EnvironmentVariable.TOP_UP_PRESETS
                                .require(environment)
                                .split(",", -1))
                        .map(Eur::of)
                        .toList(),
                Eur.of(EnvironmentVariable.TOP_UP_MINIMUM.require(environment)),
                Eur.of(EnvironmentVariable.TOP_UP_MAXIMUM.require(environment)),
                new EmailAddress(EnvironmentVariable.BILLING_CONTACT.require(environment)));
    }
}
