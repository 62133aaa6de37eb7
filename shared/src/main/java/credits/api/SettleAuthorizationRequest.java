package credits.api;

import credits.http.ApiRequest;
import credits.identity.OrganisationId;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.money.Quantity;
import java.util.Optional;
import java.util.Set;

/// The request to settle an authorization.
///
/// @param organisation the organisation whose credits are held; empty for the token's own
/// @param quantity the quantity used; empty for a release
public record SettleAuthorizationRequest(Optional<OrganisationId> organisation, Optional<Quantity> quantity) {

    /// Parses the body of a capture; any other form throws [credits.json.InvalidInputException].
    public static SettleAuthorizationRequest parseCapture(ApiRequest request) {
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of("organisation", "quantity"));
        return new SettleAuthorizationRequest(
                fields.createOptional("organisation", OrganisationId::new),
                Optional.of(fields.parse("quantity", Quantity::parse, CreateAuthorizationRequest.QUANTITY_RULE)));
    }

    /// Parses the body of a release, which is at least `{}`; any other form throws
    /// [credits.json.InvalidInputException].
    public static SettleAuthorizationRequest parseRelease(ApiRequest request) {
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of("organisation"));
        return new SettleAuthorizationRequest(
                fields.createOptional("organisation", OrganisationId::new), Optional.empty());
    }
}
