package credits.function.usage;

import credits.identity.EmailAddress;
import credits.money.Eur;
import credits.wire.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a deployment offers every organisation alike.
///
/// @param organisationNameClaim the token's claim that names the organisation as people call it
/// @param presets amounts to top up that the page offers
/// @param minimum,maximum what may be topped up at once
/// @param billingContact whom members ask who may not buy credits themselves
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
