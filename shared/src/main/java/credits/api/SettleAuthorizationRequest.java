package credits.api;

import credits.http.ApiRequest;
import credits.identity.OrganisationId;
import credits.json.InputErrors;
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
    private static final String ORGANISATION = "organisation";

    /// Parses the body of a capture; any other form throws [credits.json.InvalidInputException].
    public static SettleAuthorizationRequest parseCapture(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of(ORGANISATION, "quantity"), errors);
        var organisation = errors.read(() -> fields.createOptional(ORGANISATION, OrganisationId::new));
        var quantity =
                errors.read(() -> fields.parse("quantity", Quantity::parse, CreateAuthorizationRequest.QUANTITY_RULE));
        errors.throwIfAny();
        return new SettleAuthorizationRequest(organisation.get(), Optional.of(quantity.get()));
    }

    /// Parses the body of a release, which is at least `{}`; any other form throws
    /// [credits.json.InvalidInputException].
    public static SettleAuthorizationRequest parseRelease(ApiRequest request) {
        var errors = new InputErrors();
        var fields = JsonFields.strict(request.jsonBody(), JsonPointer.ROOT, Set.of(ORGANISATION), errors);
        var organisation = errors.read(() -> fields.createOptional(ORGANISATION, OrganisationId::new));
        errors.throwIfAny();
        return new SettleAuthorizationRequest(organisation.get(), Optional.empty());
    }
}
