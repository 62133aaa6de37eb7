package credits.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.identity.ClientId;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.settings.EnvironmentVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Maps the claims of a token to the caller and the caller's permissions, as the deployment configures it.
///
/// Nothing is permitted unless a claim grants it by its exact name; unknown roles and permissions grant nothing.
///
/// @param permissionsClaim the claim that lists permissions
/// @param rolesClaim the claim that lists roles
/// @param clientClaim the claim that names the client that requested the token
/// @param permissionsByRole the permissions that each role grants
/// @param platform the tokens that may hold the platform's permissions
public record ClaimMapping(
        String organisationClaim,
        String memberClaim,
        String clientClaim,
        Optional<ListClaim> permissionsClaim,
        Optional<ListClaim> rolesClaim,
        Map<String, Set<ApiPermission>> permissionsByRole,
        PlatformAccess platform) {

    /// The query parameter in which services name an organisation.
    public static final String ORGANISATION_PARAMETER = "organisation";

    // What an operator may see of an account that he or she names: nothing that changes it.
    private static final Set<ApiPermission> READER_PERMISSIONS =
            Set.of(ApiPermission.USAGE_READ, ApiPermission.BILLING_READ);

    // Without blanks and brackets, which API Gateway puts between and around the elements of an array.
    private static final Pattern ROLE_NAME = Pattern.compile("[0-9A-Za-z_.:/-]+");

    public ClaimMapping {
        permissionsByRole = Map.copyOf(permissionsByRole);
    }

    /// Reads the settings from `environment`. Invalid settings mean a broken deployment and throw.
    public static ClaimMapping fromEnvironment(Map<String, String> environment) {
        var permissions =
                listClaim(EnvironmentVariable.PERMISSIONS_CLAIM, EnvironmentVariable.PERMISSIONS_FORMAT, environment);
        var roles = listClaim(EnvironmentVariable.ROLES_CLAIM, EnvironmentVariable.ROLES_FORMAT, environment);
        if (permissions.isEmpty() && roles.isEmpty())
            throw new IllegalStateException("neither a claim for permissions nor one for roles is set");
        return new ClaimMapping(
                EnvironmentVariable.ORGANISATION_CLAIM.require(environment),
                EnvironmentVariable.MEMBER_CLAIM.require(environment),
                EnvironmentVariable.CLIENT_CLAIM.require(environment),
                permissions,
                roles,
                roles.isPresent() ? parseRoles(EnvironmentVariable.ROLES.require(environment)) : Map.of(),
                platformAccess(environment));
    }

    private static Optional<ListClaim> listClaim(
            EnvironmentVariable name, EnvironmentVariable format, Map<String, String> environment) {
        return name.find(environment)
                .map(claim -> new ListClaim(claim, ListClaim.Format.valueOf(format.require(environment))));
    }

    private static PlatformAccess platformAccess(Map<String, String> environment) {
        var clients = EnvironmentVariable.PLATFORM_CLIENTS.require(environment).split(",", -1);
        return new PlatformAccess(
                new OrganisationId(EnvironmentVariable.PLATFORM_ORGANISATION.require(environment)),
                Arrays.stream(clients).map(ClientId::new).collect(toUnmodifiableSet()));
    }

    private static Map<String, Set<ApiPermission>> parseRoles(String setting) {
        var granted = new HashMap<String, Set<ApiPermission>>();
        for (var role : setting.split(";", -1)) {
            int end = role.indexOf('=');
            if (end < 1 || !ROLE_NAME.matcher(role.substring(0, end)).matches())
                throw new IllegalStateException("not a role with permissions: " + role);
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

    /// Returns the caller who sent `request` to read an account: a member, or an operator who names another
    /// organisation in the query and may then read what its owner may. From any other caller that parameter throws
    /// [ProblemException] as an unknown field.
    public Caller readerOf(ApiRequest request) {
        var namedOrganisation = request.queryParameter(ORGANISATION_PARAMETER);
        var caller = callerOf(request);
        if (namedOrganisation.isEmpty()) return caller;
        if (!caller.permissions().contains(ApiPermission.ACCOUNTS_READ))
            throw wrongOrganisation("may only be sent by operators: your organisation is in your token");
        return new Caller(namedBy(namedOrganisation.get()), caller.member(), READER_PERMISSIONS);
    }

    /// Returns the caller who sent `request`, which may name an organisation in its query. Only a feature's service
    /// and an operator may name one. From any other caller the parameter throws [ProblemException] as an unknown
    /// field. A service whose token names no organisation must name one.
    public Caller callerOfQueryOrganisation(ApiRequest request) {
        var claims = request.claims();
        if (claims.isEmpty()) throw new ProblemException(Problem.unauthorized());
        var namedOrganisation = request.queryParameter(ORGANISATION_PARAMETER);
        var callerPermissions = permissionsOf(claims);
        if (callerPermissions.contains(ApiPermission.ACCOUNTS_READ)) return readerOf(request);
        boolean isService = callerPermissions.contains(ApiPermission.USAGE_AUTHORIZE);
        if (namedOrganisation.isPresent() && !isService)
            throw wrongOrganisation("may only be sent by services: your organisation is in your token");
        if (namedOrganisation.isEmpty() && !(isService && claims.get(organisationClaim) == null))
            return callerOf(request);
        var id = namedOrganisation.orElseThrow(
                () -> wrongOrganisation("is missing, and your token does not name an organisation"));
        return new Caller(namedBy(id), requiredId(claims, memberClaim, MemberId::new), callerPermissions);
    }

    private static OrganisationId namedBy(String parameter) {
        try {
            return new OrganisationId(parameter);
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

    /// Returns the organisation that the token names, for the log.
    Optional<OrganisationId> organisationOf(ApiRequest request) {
        return findId(request.claims(), organisationClaim, OrganisationId::new);
    }

    /// Returns the member or service that the token names, for the log.
    Optional<MemberId> memberOf(ApiRequest request) {
        return findId(request.claims(), memberClaim, MemberId::new);
    }

    /// Returns the client that requested the token, for the log.
    Optional<ClientId> clientOf(ApiRequest request) {
        return findId(request.claims(), clientClaim, ClientId::new);
    }

    private static ProblemException wrongOrganisation(String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + ORGANISATION_PARAMETER, rule));
    }

    private Set<ApiPermission> permissionsOf(Map<String, String> claims) {
        var stated = permissionsClaim.stream()
                .flatMap(claim -> claim.namesIn(claims).stream())
                .flatMap(name -> ApiPermission.parse(name).stream());
        var byRole = rolesClaim.stream()
                .flatMap(claim -> claim.namesIn(claims).stream())
                .flatMap(role -> permissionsByRole.getOrDefault(role, Set.of()).stream());
        var organisation = findId(claims, organisationClaim, OrganisationId::new);
        var client = findId(claims, clientClaim, ClientId::new);
        return Stream.concat(stated, byRole)
                .filter(permission -> platform.allows(permission, organisation, client))
                .collect(toUnmodifiableSet());
    }

    private static <T> T requiredId(Map<String, String> claims, String name, Function<String, T> constructor) {
        return findId(claims, name, constructor).orElseThrow(() -> new ProblemException(Problem.claimRequired(name)));
    }

    private static <T> Optional<T> findId(Map<String, String> claims, String name, Function<String, T> constructor) {
        var value = claims.get(name);
        if (value == null) return Optional.empty();
        try {
            return Optional.of(constructor.apply(value));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }
}
