package credits.http;

import credits.identity.ClientId;
import credits.identity.OrganisationId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which tokens may hold the platform's permissions. Roles are given out in the identity provider, perhaps by customers
/// to their own members; no role alone makes a customer's member an operator or a service.
///
/// @param organisation the platform's own organisation, to which its operators belong
/// @param clients the clients of the platform's services and operators; the web app is not one of them
public record PlatformAccess(OrganisationId organisation, Set<ClientId> clients) {
    private static final Set<ApiPermission> OPERATOR_PERMISSIONS = EnumSet.of(
            ApiPermission.PRICES_WRITE,
            ApiPermission.ACCOUNTS_READ,
            ApiPermission.ACCOUNTS_ADJUST,
            ApiPermission.FINANCE_READ,
            ApiPermission.PRIVACY_MANAGE,
            ApiPermission.WEBHOOKS_WRITE);

    public PlatformAccess {
        clients = Set.copyOf(clients);
    }

    /// Whether only operators of the platform can hold `permission`.
    public static boolean isOfOperators(ApiPermission permission) {
        return OPERATOR_PERMISSIONS.contains(permission);
    }

    /// Whether a token may hold `permission`, if a claim grants it.
    ///
    /// @param tokenOrganisation the organisation that the token names
    /// @param client the client that requested the token
    boolean allows(ApiPermission permission, Optional<OrganisationId> tokenOrganisation, Optional<ClientId> client) {
        boolean isOperator = isOfOperators(permission);
        if (!isOperator && !permission.isOfServices()) return true;
        boolean isPlatformClient = client.filter(clients::contains).isPresent();
        return isPlatformClient && (!isOperator || tokenOrganisation.equals(Optional.of(organisation)));
    }
}
