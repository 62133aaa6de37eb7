package credits.vies;

import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.profile.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks VIES about the VAT number of a billing profile, and keeps the answer in the profile.
///
/// @param maxAge how old an answer may be before VIES is asked again
public record VatIdVerifier(ProfileStore profileStore, ViesClient viesClient, Duration maxAge) {
    /// Returns the profile with VIES's answer: the stored one if it is recent, or if VIES gives none.
    public BillingProfile refresh(OrganisationId organisation, BillingProfile profile, Instant now) {
        return profile.vatId()
                .filter(id -> id.isDue(now.minus(maxAge)))
                .map(id -> profile.withVatId(id.withResult(viesClient.check(id, now))))
                .map(checked -> {
                    // If the profile was saved in the meantime, that save included a check.
                    var _ = profileStore.replaceBillingProfile(organisation, profile, checked, Optional.empty());
                    return checked;
                })
                .orElse(profile);
    }
}
