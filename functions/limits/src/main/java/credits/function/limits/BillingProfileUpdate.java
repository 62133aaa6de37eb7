package credits.function.limits;

import credits.account.SpendingLimits.LastChange;
import credits.api.BillingProfileJson;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.EntityTag;
import credits.http.IfMatchHeader;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.json.Json;
import credits.profile.ProfileStore;
import credits.vies.ViesClient;
import java.util.Optional;

/// `/v1/billing_profile`: reads and saves the buyer on an organisation's invoices.
///
/// A save without `If-Match`, or with `*`, replaces whatever is stored.
final class BillingProfileUpdate {
    private final ProfileStore profileStore;
    private final ViesClient viesClient;
    private final boolean isProfileRequired;

    /// @param isProfileRequired whether the profile must be saved before credits can be bought
    BillingProfileUpdate(ProfileStore profileStore, ViesClient viesClient, boolean isProfileRequired) {
        this.profileStore = profileStore;
        this.viesClient = viesClient;
        this.isProfileRequired = isProfileRequired;
    }

    ApiResponse current(OrganisationId organisation) {
        return toResponse(profileStore.findBillingProfile(organisation));
    }

    ApiResponse save(ApiRequest request, OrganisationId organisation, MemberId by) {
        var basedOn = IfMatchHeader.find(request);
        var requested = BillingProfileJson.parse(request);
        var stored = profileStore.findBillingProfile(organisation);
        var buyer = stored.flatMap(BillingProfile::vatId)
                .filter(id -> requested.vatId().map(VatId::number).equals(Optional.of(id.number())))
                .map(requested::withVatId)
                .orElse(requested);
        boolean isStale = basedOn.isPresent() && !basedOn.get().matches(EntityTag.ofContent(toJson(stored)));
        // Repeating a save whose response was lost is safe.
        if (isStale && !stored.equals(Optional.of(buyer))) throw new ProblemException(Problem.preconditionFailed());
        boolean isVersionGiven = basedOn.flatMap(IfMatchHeader::tag).isPresent();
        // Saved before VIES is called, so that the input is kept whatever happens to the call.
        var change = new LastChange(request.receivedAt(), by);
        if (isVersionGiven) replace(organisation, stored, buyer, change);
        else profileStore.saveBillingProfile(organisation, buyer, change);
        return toResponse(checkVatId(request, organisation, buyer));
    }

    private void replace(
            OrganisationId organisation, Optional<BillingProfile> stored, BillingProfile buyer, LastChange change) {
        boolean isReplaced = stored.isPresent()
                ? profileStore.replaceBillingProfile(organisation, stored.get(), buyer, Optional.of(change))
                : profileStore.addBillingProfile(organisation, buyer, change);
        // It is stored if only the response to our write was lost and the SDK repeated it.
        if (!isReplaced && !profileStore.findBillingProfile(organisation).equals(Optional.of(buyer)))
            throw new ProblemException(Problem.preconditionFailed());
    }

    private Optional<BillingProfile> checkVatId(ApiRequest request, OrganisationId organisation, BillingProfile buyer) {
        var checked =
                buyer.vatId().map(id -> buyer.withVatId(id.withResult(viesClient.check(id, request.receivedAt()))));
        if (checked.isEmpty()) return Optional.of(buyer);
        if (profileStore.replaceBillingProfile(organisation, buyer, checked.get(), Optional.empty())) return checked;
        return profileStore.findBillingProfile(organisation);
    }

    private ApiResponse toResponse(Optional<BillingProfile> buyer) {
        var body = toJson(buyer);
        return ApiResponse.json(200, body)
                .withHeader("etag", EntityTag.ofContent(body).toString());
    }

    private Json.JsonObject toJson(Optional<BillingProfile> buyer) {
        return BillingProfileJson.toJson(buyer, isProfileRequired);
    }
}
