package credits.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.settings.EnvironmentVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps the claims of a token to the caller and the caller's permissions, as the deployment configures it.
///
/// Nothing is permitted unless a claim grants it by its exact name; unknown roles and permissions grant nothing. API
/// Gateway passes an array claim as `[a b]`, so the name of a role cannot contain a space.
///
/// @param permissionsClaim the claim that lists permissions: an array, or one text separated by single
///     spaces, like `scope`
/// @param rolesClaim the claim that names roles: an array, or a single role
/// @param permissionsByRole the permissions that each role grants
public record ClaimMapping(
        String organisationClaim,
        String memberClaim,
        Optional<String> permissionsClaim,
        Optional<String> rolesClaim,
        Map<String, Set<ApiPermission>> permissionsByRole) {

    /// The query parameter in which services name an organisation.
    public static final String ORGANISATION_PARAMETER = "organisation";

    public ClaimMapping {
        permissionsByRole = Map.copyOf(permissionsByRole);
    }

    /// Reads the settings from `environment`. Invalid settings mean a broken deployment and throw.
    public static ClaimMapping fromEnvironment(Map<String, String> environment) {
        var permissions = EnvironmentVariable.PERMISSIONS_CLAIM.find(environment);
        var roles = EnvironmentVariable.ROLES_CLAIM.find(environment);
        if (permissions.isEmpty() && roles.isEmpty())
            throw new IllegalStateException("neither a claim for permissions nor one for roles is set");
        return new ClaimMapping(
                EnvironmentVariable.ORGANISATION_CLAIM.require(environment),
                EnvironmentVariable.MEMBER_CLAIM.require(environment),
                permissions,
                roles,
                roles.isPresent() ? parseRoles(EnvironmentVariable.ROLES.require(environment)) : Map.of());
    }

    private static Map<String, Set<ApiPermission>> parseRoles(String setting) {
        var granted = new HashMap<String, Set<ApiPermission>>();
        for (var role : setting.split(";", -1)) {
            int end = role.indexOf('=');
            if (end < 1) throw new IllegalStateException("not a role with permissions: " + role);
            var permissions = parsePermissions(role.substring(end + 1));
            if (granted.putIfAbsent(role.substring(0, end), permissions) != null)
                throw new IllegalStateException("duplicate role: " + role);
        }
        return granted;
    }

    private static Set<ApiPermission> parsePermissions(String list) {
        if (list.isEmpty()) return Set.of();
        return Arrays.stream(list.split(",", -1))
                .map(name -> ApiPermission.parse(name)
                        .orElseThrow(() -> new IllegalStateException("unknown permission: " + name)))
                .collect(toUnmodifiableSet());
    }

    /// Returns the caller who sent `request`. A token that does not name an organisation and a member
    /// throws [ProblemException].
    public Caller callerOf(ApiRequest request) {
        var claims = request.claims();
        if (claims.isEmpty()) throw new ProblemException(Problem.unauthorized());
        return new Caller(
                requiredId(claims, organisationClaim, OrganisationId::new),
                requiredId(claims, memberClaim, MemberId::new),
                permissionsOf(claims));
    }

    /// Returns the caller who sent `request`, which may name an organisation in its query. Only a feature's service
    /// may name one; from any other caller the parameter throws [ProblemException] as an unknown field. A service
    /// whose token names no organisation must name one.
    public Caller callerOfQueryOrganisation(ApiRequest request) {
        var claims = request.claims();
        if (claims.isEmpty()) throw new ProblemException(Problem.unauthorized());
        var namedOrganisation = request.queryParameter(ORGANISATION_PARAMETER);
        var callerPermissions = permissionsOf(claims);
        boolean isService = callerPermissions.contains(ApiPermission.USAGE_AUTHORIZE);
        if (namedOrganisation.isPresent() && !isService)
            throw wrongOrganisation("may only be sent by services: your organisation is in your token");
        if (namedOrganisation.isEmpty() && !(isService && claims.get(organisationClaim) == null))
            return callerOf(request);
        var id = namedOrganisation.orElseThrow(
                () -> wrongOrganisation("is missing, and your token does not name an organisation"));
        try {
            return new Caller(
                    new OrganisationId(id), requiredId(claims, memberClaim, MemberId::new), callerPermissions);
        } catch (IllegalArgumentException otherForm) {
            throw wrongOrganisation(String.valueOf(otherForm.getMessage()));
        }
    }

    /// Throws [ProblemException] unless the token of `request` has `permission`.
    public void requirePermission(ApiRequest request, ApiPermission permission) {
        if (request.claims().isEmpty()) throw new ProblemException(Problem.unauthorized());
        if (!permissionsOf(request.claims()).contains(permission))
            throw new ProblemException(Problem.permissionRequired(permission));
    }

    /// Returns the service that sent `request`, acting for the organisation named in the body or for its own.
    public Caller serviceCaller(ApiRequest request, Optional<OrganisationId> namedOrganisation) {
        var claims = request.claims();
        boolean isMissing = namedOrganisation.isEmpty() && claims.get(organisationClaim) == null;
        if (isMissing) throw new ProblemException(Problem.invalidRequest("/" + ORGANISATION_PARAMETER, "is missing"));
        return new Caller(
                namedOrganisation.orElseGet(() -> requiredId(claims, organisationClaim, OrganisationId::new)),
                requiredId(claims, memberClaim, MemberId::new),
                permissionsOf(claims));
    }

    /// Returns the e-mail address of the caller, if the token says that it has been
    /// verified (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims).
    public static Optional<EmailAddress> verifiedEmail(ApiRequest request) {
        var claims = request.claims();
        return Optional.ofNullable(claims.get("email"))
                .filter(_ -> "true".equals(claims.get("email_verified")))
                .flatMap(EmailAddress::parse);
    }

    private static ProblemException wrongOrganisation(String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + ORGANISATION_PARAMETER, rule));
    }

    private Set<ApiPermission> permissionsOf(Map<String, String> claims) {
        var stated = permissionsClaim.stream()
                .flatMap(claim -> permissionNames(claims.get(claim)).stream())
                .flatMap(name -> ApiPermission.parse(name).stream());
        var byRole = rolesClaim.stream()
                .flatMap(claim -> roleNames(claims.get(claim)).stream())
                .flatMap(role -> permissionsByRole.getOrDefault(role, Set.of()).stream());
        return Stream.concat(stated, byRole).collect(toUnmodifiableSet());
    }

    private static <T> T requiredId(Map<String, String> claims, String name, Function<String, T> constructor) {
        var value = claims.get(name);
        if (value == null) throw new ProblemException(Problem.claimRequired(name));
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException otherForm) {
            throw new ProblemException(Problem.claimRequired(name));
        }
    }

    private static List<String> permissionNames(@Nullable String claim) {
        if (claim == null) return List.of();
        return isArray(claim) ? elements(claim) : List.of(claim.split(" ", -1));
    }

    private static List<String> roleNames(@Nullable String claim) {
        if (claim == null) return List.of();
        return isArray(claim) ? elements(claim) : List.of(claim);
    }

    private static boolean isArray(String claim) {
        return claim.startsWith("[") && claim.endsWith("]");
    }

    private static List<String> elements(String claim) {
        return List.of(claim.substring(1, claim.length() - 1).split(" ", -1));
    }
}
