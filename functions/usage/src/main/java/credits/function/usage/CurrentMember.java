package credits.function.usage;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.ClaimMapping;
import credits.identity.EmailAddress;
import credits.identity.OrganisationName;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.profile.ProfileStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/me`: the member and the organisation's settings, as the web page needs them. Reads two items, for the time
/// zone and the name.
final class CurrentMember {
    private final AccountQueries accountQueries;
    private final ProfileStore profileStore;
    private final TopUpOptions topUpOptions;

    CurrentMember(AccountQueries accountQueries, ProfileStore profileStore, TopUpOptions topUpOptions) {
        this.accountQueries = accountQueries;
        this.profileStore = profileStore;
        this.topUpOptions = topUpOptions;
    }

    ApiResponse describe(ApiRequest request, Caller caller) {
        request.requireQueryParametersIn(Set.of());
        var account = accountQueries.currentAccount(caller.organisation(), request.receivedAt());
        var organisation =
                Json.object().put("id", caller.organisation().value()).putOptional("name", name(request, caller));
        var topUp = Json.object()
                .put(
                        "presets",
                        topUpOptions.presets().stream()
                                .map(preset -> new Json.JsonString(preset.toString()))
                                .toList())
                .put("minimum", topUpOptions.minimum())
                .put("maximum", topUpOptions.maximum());
        return ApiResponse.json(
                200,
                Json.object()
                        .put("organisation", organisation.build())
                        .put("member", caller.member().value())
                        .putOptional(
                                "email", ClaimMapping.verifiedEmail(request).map(EmailAddress::value))
                        .put("permissions", permissions(caller))
                        .put("time_zone", account.timeZone().current().getId())
                        .put("currency", "EUR")
                        .put("top_up", topUp.build())
                        .put("billing_contact", topUpOptions.billingContact().value())
                        .build());
    }

    // What the organisation calls itself, or what its provider does.
    private Optional<String> name(ApiRequest request, Caller caller) {
        return profileStore
                .findOrganisationName(caller.organisation())
                .map(OrganisationName::value)
                .or(() -> Optional.ofNullable(request.claims().get(topUpOptions.organisationNameClaim())));
    }

    private static List<Json.JsonString> permissions(Caller caller) {
        return caller.permissions().stream()
                .sorted()
                .map(each -> new Json.JsonString(each.toString()))
                .toList();
    }
}
