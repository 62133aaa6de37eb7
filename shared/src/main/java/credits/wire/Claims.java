package credits.wire;

import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The claims of a token that identify the caller and grant permissions, from the settings of the deployment.
///
/// Nothing is permitted unless a claim grants it by its exact name; unknown roles and permissions grant nothing. API
/// Gateway passes an array claim as `[a b]`, so the name of a role cannot contain a space.
///
/// @param permissions the claim that lists permissions: an array, or one text separated by single spaces, like `scope`
/// @param roles the claim that names roles: an array, or a single role
/// @param granted the permissions that each role grants
public record Claims(
        String organisation,
        String member,
        Optional<String> permissions,
        Optional<String> roles,
        Map<String, Set<Permission>> granted) {

    /// The query parameter in which services name an organisation.
    public static final String ORGANISATION = "organisation";

    public Claims {
        granted = Map.copyOf(granted);
    }

    /// Reads the settings from `environment`. Invalid settings mean a broken deployment and throw.
    public static Claims of(Map<String, String> environment) {
        var permissions = Variable.PERMISSIONS_CLAIM.ifSet(environment);
        var roles = Variable.ROLES_CLAIM.ifSet(environment);
        if (permissions.isEmpty() && roles.isEmpty())
            throw new IllegalStateException("neither a claim for permissions nor one for roles is set");
        return new Claims(
                Variable.ORGANISATION_CLAIM.in(environment),
                Variable.MEMBER_CLAIM.in(environment),
                permissions,
                roles,
                roles.isPresent() ? granted(Variable.ROLES.in(environment)) : Map.of());
    }

    private static Map<String, Set<Permission>> granted(String setting) {
        var granted = new HashMap<String, Set<Permission>>();
        for (var role : setting.split(";", -1)) {
            int end = role.indexOf('=');
            if (end < 1) throw new IllegalStateException("not a role with its permissions: " + role);
            var permissions = permissions(role.substring(end + 1));
            if (granted.putIfAbsent(role.substring(0, end), permissions) != null)
                throw new IllegalStateException("role set twice: " + role);
        }
        return granted;
    }

    private static Set<Permission> permissions(String list) {
        if (list.isEmpty()) return Set.of();
        return Arrays.stream(list.split(",", -1))
                .map(name ->
                        Permission.of(name).orElseThrow(() -> new IllegalStateException("no such permission: " + name)))
                .collect(toUnmodifiableSet());
    }

    /// Returns the caller who sent `request`. A token that does not name an organisation and a member
    /// throws [Rejected].
    public Caller caller(HttpRequest request) {
        var claims = request.claims();
        if (claims.isEmpty()) throw new Rejected(Problem.unauthorized());
        return new Caller(
                identity(claims, organisation, OrganisationId::new),
                identity(claims, member, MemberId::new),
                permitted(claims));
    }

    /// Returns the caller who sent `request`, which may name an organisation in its query. Only a feature's service may
    /// name one; from any other caller the parameter throws [Rejected] as an unknown field. A service whose token names
    /// no organisation must name one.
    public Caller callerNaming(HttpRequest request) {
        var claims = request.claims();
        if (claims.isEmpty()) throw new Rejected(Problem.unauthorized());
        var named = request.query(ORGANISATION);
        var permitted = permitted(claims);
        boolean isService = permitted.contains(Permission.USAGE_AUTHORIZE);
        if (named.isPresent() && !isService) throw wrongOrganisation("is for services only: yours is in your token");
        if (named.isEmpty() && !(isService && claims.get(organisation) == null)) return caller(request);
        var id = named.orElseThrow(() -> wrongOrganisation("is missing: your token names no organisation"));
        try {
            return new Caller(new OrganisationId(id), identity(claims, member, MemberId::new), permitted);
        } catch (IllegalArgumentException otherForm) {
            throw wrongOrganisation(String.valueOf(otherForm.getMessage()));
        }
    }

    /// Throws [Rejected] unless the token of `request` has `permission`.
    public void require(HttpRequest request, Permission permission) {
        if (request.claims().isEmpty()) throw new Rejected(Problem.unauthorized());
        if (!permitted(request.claims()).contains(permission))
            throw new Rejected(Problem.permissionRequired(permission));
    }

    /// Returns the service that sent `request`, acting for the organisation named in the body or for its own.
    public Caller service(HttpRequest request, Optional<OrganisationId> named) {
        var claims = request.claims();
        boolean isMissing = named.isEmpty() && claims.get(organisation) == null;
        if (isMissing) throw new Rejected(Problem.invalidRequest("/" + ORGANISATION, "is missing"));
        return new Caller(
                named.orElseGet(() -> identity(claims, organisation, OrganisationId::new)),
                identity(claims, member, MemberId::new),
                permitted(claims));
    }

    /// Returns the e-mail address of the caller, if the token says that it has been verified
    /// (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims).
    public static Optional<EmailAddress> email(HttpRequest request) {
        var claims = request.claims();
        return Optional.ofNullable(claims.get("email"))
                .filter(_ -> "true".equals(claims.get("email_verified")))
                .flatMap(EmailAddress::parse);
    }

    private static Rejected wrongOrganisation(String rule) {
        return new Rejected(Problem.invalidRequest("/query/" + ORGANISATION, rule));
    }

    private Set<Permission> permitted(Map<String, String> claims) {
        var stated = permissions.stream()
                .flatMap(claim -> permissionNames(claims.get(claim)).stream())
                .flatMap(name -> Permission.of(name).stream());
        var byRole = roles.stream()
                .flatMap(claim -> roleNames(claims.get(claim)).stream())
                .flatMap(role -> granted.getOrDefault(role, Set.of()).stream());
        return Stream.concat(stated, byRole).collect(toUnmodifiableSet());
    }

    private static <T> T identity(Map<String, String> claims, String name, Function<String, T> type) {
        var value = claims.get(name);
        if (value == null) throw new Rejected(Problem.claimRequired(name));
        try {
            return type.apply(value);
        } catch (IllegalArgumentException otherForm) {
            throw new Rejected(Problem.claimRequired(name));
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
