package credits.http;

import credits.identity.ClientId;
import credits.identity.OrganisationId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Endpoints of functions under test. They find organisation, member, client and roles in the claims of a
/// [credits.TestRequest].
public final class EndpointFixture {
    private static final FairShares MORE_THAN_ANY_TEST_SENDS = new FairShares(100_000, 100_000);

    private static final PlatformAccess PLATFORM =
            new PlatformAccess(new OrganisationId("platform"), Set.of(new ClientId("credits-operator")));

    private EndpointFixture() {}

    /// An endpoint with these roles, for callers who never exceed their share.
    public static HttpEndpoint withRoles(Map<String, Set<ApiPermission>> roles) {
        return withRoles(roles, MORE_THAN_ANY_TEST_SENDS);
    }

    /// An endpoint with these roles and shares.
    public static HttpEndpoint withRoles(Map<String, Set<ApiPermission>> roles, FairShares shares) {
        var claims = new ClaimMapping(
                "organisation",
                "sub",
                "azp",
                Optional.empty(),
                Optional.of(new ListClaim("roles", ListClaim.Format.ARRAY)),
                roles,
                PLATFORM);
        return new HttpEndpoint(claims, shares, Optional.empty());
    }
}
