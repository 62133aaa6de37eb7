package credits.function.usage;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.ClaimMapping;
import credits.identity.EmailAddress;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/me`: the member and the organisation's settings, as the web page needs them. Reads one item, for
/// the time zone.
final class CurrentMember {
    private final AccountQueries accountQueries;
    private final TopUpOptions topUpOptions;

    CurrentMember(AccountQueries accountQueries, TopUpOptions topUpOptions) {
        this.accountQueries = accountQueries;
        this.topUpOptions = topUpOptions;
    }

    ApiResponse describe(ApiRequest request, Caller caller) {
        request.requireQueryParametersIn(Set.of());
        var account = accountQueries.currentAccount(caller.organisation(), request.receivedAt());
        var organisation = Json.object()
                .put("id", caller.organisation().value())
                .putOptional("name", Optional.ofNullable(request.claims().get(topUpOptions.organisationNameClaim())));
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

    private static List<Json.JsonString> permissions(Caller caller) {
        return caller.permissions().stream()
                .sorted()
                .map(each -> new Json.JsonString(each.toString()))
                .toList();
    }
}
