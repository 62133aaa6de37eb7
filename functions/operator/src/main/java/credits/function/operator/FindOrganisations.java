package credits.function.operator;

import credits.function.operator.OrganisationScan.Page;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.invoicing.VatId;
import credits.json.Json;
import credits.json.UntrustedText;
import credits.ledger.query.AccountQueries;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/organisations`: finds organisations by their id, or by the name, the e-mail address or the VAT ID of their
/// billing profile.
final class FindOrganisations {
    private static final String SEARCH = "search";
    private static final int MAX_SEARCH_BYTES = 200;

    private final OrganisationScan scan;
    private final AccountQueries accountQueries;

    FindOrganisations(OrganisationScan scan, AccountQueries accountQueries) {
        this.scan = scan;
        this.accountQueries = accountQueries;
    }

    ApiResponse find(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.ACCOUNTS_READ);
        request.requireQueryParametersIn(Set.of(SEARCH, QueryParameters.AFTER));
        var search = request.queryParameter(SEARCH).map(String::strip).orElse("");
        if (UntrustedText.exceedsBytes(search, MAX_SEARCH_BYTES))
            throw QueryParameters.invalid(SEARCH, "must have at most " + MAX_SEARCH_BYTES + " bytes");
        var after = QueryParameters.after(request);
        return toResponse(scan.search(search, after), request.receivedAt());
    }

    private ApiResponse toResponse(Page page, Instant now) {
        var found = page.found().stream()
                .map(each -> json(each.organisation(), each.profile(), now))
                .toList();
        return ApiResponse.json(
                200,
                Json.object()
                        .put("data", found)
                        .put("looked_at", page.lookedAt())
                        .put("unreadable", page.unreadable())
                        .putOptional("next_after", page.nextAfter())
                        .build());
    }

    private Json json(OrganisationId organisation, Optional<BillingProfile> profile, Instant now) {
        return Json.object()
                .put("organisation", organisation.value())
                .putOptional("legal_name", profile.map(BillingProfile::legalName))
                .putOptional("country", profile.map(BillingProfile::country))
                .putOptional("vat_id", profile.flatMap(BillingProfile::vatId).map(VatId::number))
                .putOptional("email", profile.map(BillingProfile::email))
                .put("balance", accountQueries.currentAccount(organisation, now).balance())
                .build();
    }
}
