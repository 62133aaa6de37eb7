package credits.wire;

import credits.identity.OrganisationId;
import credits.money.Quantity;
import java.util.Optional;
import java.util.Set;

/// How a feature settles an authorization.
///
/// @param organisation whose; empty for the token's own
/// @param quantity what was used; empty when it is given back
public record SettlementBody(Optional<OrganisationId> organisation, Optional<Quantity> quantity) {

    /// Reads the body of a capture; another form is [Malformed].
    public static SettlementBody capture(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, Set.of("organisation", "quantity"));
        return new SettlementBody(
                fields.makeOptional("organisation", OrganisationId::new),
                Optional.of(fields.read("quantity", Quantity::parse, AuthorizationBody.QUANTITY_RULE)));
    }

    /// Reads the body of a release, `{}` at least; another form is [Malformed].
    public static SettlementBody release(HttpRequest request) {
        var fields = Fields.closed(request.json(), Pointer.WHOLE, Set.of("organisation"));
        return new SettlementBody(fields.makeOptional("organisation", OrganisationId::new), Optional.empty());
    }
}
