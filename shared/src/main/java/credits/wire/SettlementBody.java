package credits.wire;

import credits.identity.OrganisationId;
import credits.money.Quantity;
import java.util.Optional;
import java.util.Set;

/// The request to settle an authorization.
///
/// @param organisation the organisation whose credits are held; empty for the token's own
/// @param quantity the quantity used; empty for a release
public record SettlementBody(Optional<OrganisationId> organisation, Optional<Quantity> quantity) {

    /// Parses the body of a capture; any other form throws [Malformed].
    public static SettlementBody capture(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, Set.of("organisation", "quantity"));
        return new SettlementBody(
                fields.makeOptional("organisation", OrganisationId::new),
                Optional.of(fields.read("quantity", Quantity::parse, AuthorizationBody.QUANTITY_RULE)));
    }

    /// Parses the body of a release, which is at least `{}`; any other form throws [Malformed].
    public static SettlementBody release(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, Set.of("organisation"));
        return new SettlementBody(fields.makeOptional("organisation", OrganisationId::new), Optional.empty());
    }
}
