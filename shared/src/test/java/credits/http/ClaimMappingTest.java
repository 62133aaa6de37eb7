package credits.http;

import static credits.http.ApiRequestBuilder.request;
import static credits.http.ApiRequestTest.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimMappingTest {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("ORGANISATION_CLAIM", "organisation"),
            Map.entry("MEMBER_CLAIM", "sub"),
            Map.entry("CLIENT_CLAIM", "azp"),
            Map.entry("PERMISSIONS_CLAIM", "permissions"),
            Map.entry("PERMISSIONS_FORMAT", "ARRAY"),
            Map.entry("ROLES_CLAIM", "roles"),
            Map.entry("ROLES_FORMAT", "ARRAY"),
            Map.entry("ROLES", "member=usage:read;owner=usage:read,limits:write;guest="),
            Map.entry("PLATFORM_ORGANISATION", "platform"),
            Map.entry("PLATFORM_CLIENTS", "credits-operator,credits-feature"));

    @Test
    void a_caller_has_the_organisation_and_the_member_of_the_token() {
        var caller = ClaimMapping.fromEnvironment(SETTINGS).callerOf(token().toRequest());

        assertThat(caller).isEqualTo(new Caller(new OrganisationId("acme"), new MemberId("usr_1"), Set.of()));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ARRAY|[owner]|usage:read limits:write
            ARRAY|[member]|usage:read
            ARRAY|[guest member]|usage:read
            ARRAY|[member owner]|usage:read limits:write
            ARRAY|[owner unknown]|usage:read limits:write
            ARRAY|[guest]|
            ARRAY|[]|
            ARRAY||
            ARRAY|[|
            ARRAY|owner|
            ARRAY|member owner|
            ARRAY|[Owner]|
            ARRAY|[OWNER]|
            ARRAY|[owner] |
            ARRAY|["owner"]|
            ARRAY|["member","owner"]|
            ARRAY|[member,owner]|
            ARRAY|[owner|
            ARRAY|owner]|
            ARRAY|[ownerx]|
            ARRAY|[xowner]|
            ARRAY|[[owner]]|
            ARRAY|{"role":"owner"}|
            ARRAY|[owner;member]|
            ARRAY|[оwner]|
            ARRAY|[usage:read]|
            SPACES|owner|usage:read limits:write
            SPACES|member owner|usage:read limits:write
            SPACES|former owner|usage:read limits:write
            SPACES|[owner]|
            SPACES|member,owner|
            TEXT|owner|usage:read limits:write
            TEXT|member|usage:read
            TEXT|member owner|
            TEXT|former owner|
            TEXT|[owner]|
            TEXT|[member owner]|
            TEXT|owner |
            TEXT| owner|
            TEXT|guest|
            TEXT||
            """)
    void a_role_grants_its_permissions_only_by_its_exact_name_in_the_configured_format(
            String format, String roles, String granted) {
        var request = token().claim("roles", text(roles)).toRequest();

        var caller = claimsWith("ROLES_FORMAT", format).callerOf(request);

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            SPACES|usage:read|usage:read
            SPACES|usage:read limits:write|usage:read limits:write
            SPACES|openid usage:read|usage:read
            SPACES|[usage:read limits:write]|
            SPACES|USAGE:READ|
            SPACES|USAGE_READ|
            SPACES|usage:*|
            SPACES|usage|
            SPACES|usage:read,limits:write|
            SPACES|owner|
            ARRAY|[usage:read limits:write]|usage:read limits:write
            ARRAY|["usage:read"]|
            ARRAY|usage:read limits:write|
            TEXT|usage:read|usage:read
            TEXT|usage:read limits:write|
            """)
    void a_permission_is_granted_only_by_its_exact_name_in_the_configured_format(
            String format, String permissions, String granted) {
        var request = token().claim("permissions", permissions).toRequest();

        var caller = claimsWith("PERMISSIONS_FORMAT", format).callerOf(request);

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    @ParameterizedTest(name = "{0} of {1} through {2}: {3}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, nullValues = "none", textBlock = """
            accounts:adjust|platform|credits-operator|accounts:adjust
            accounts:adjust|acme|credits-operator|
            accounts:adjust|platform|credits-web|
            accounts:adjust|platform|none|
            accounts:adjust|Platform|credits-operator|
            accounts:adjust|platform|credits-operator2|
            prices:write|acme|credits-operator|
            prices:write|platform|credits-web|
            finance:read|acme|credits-operator|
            finance:read|platform|credits-web|
            usage:authorize|acme|credits-feature|usage:authorize
            usage:authorize|acme|credits-web|
            usage:authorize|acme|none|
            usage:read|acme|credits-web|usage:read
            billing:read|acme|credits-web|billing:read
            limits:write|acme|none|limits:write
            """)
    void the_platform_s_permissions_are_granted_only_to_tokens_of_its_clients_and_its_operators(
            String permission, String organisation, @Nullable String client, String granted) {
        var token = request()
                .claim("organisation", organisation)
                .claim("sub", "usr_1")
                .claim("permissions", "[" + permission + "]");
        var request = client == null ? token : token.claim("azp", client);

        var caller = ClaimMapping.fromEnvironment(SETTINGS).callerOf(request.toRequest());

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    private static ClaimMapping claimsWith(String setting, String value) {
        var settings = new HashMap<>(SETTINGS);
        settings.put(setting, value);
        return ClaimMapping.fromEnvironment(settings);
    }

    @Test
    void a_caller_without_a_permission_is_told_its_name() {
        var caller = ClaimMapping.fromEnvironment(SETTINGS)
                .callerOf(token().claim("roles", "[member]").toRequest());

        assertThatCode(() -> caller.requirePermission(ApiPermission.USAGE_READ)).doesNotThrowAnyException();
        assertThat(problemOf(() -> caller.requirePermission(ApiPermission.LIMITS_WRITE))
                        .extensions()
                        .toText())
                .isEqualTo("{\"permission\":\"limits:write\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme#1", "O#acme", "acme ", "[acme]", "[acme globex]", "acmé", "acme\u0000"})
    void a_token_with_an_invalid_organisation_id_is_rejected(String organisation) {
        var request = request()
                .claim("sub", "usr_1")
                .claim("organisation", organisation)
                .toRequest();

        var problem = problemOf(() -> ClaimMapping.fromEnvironment(SETTINGS).callerOf(request));

        assertThat(problem.type()).isEqualTo(Problem.ProblemType.CLAIM_REQUIRED);
        assertThat(problem.extensions().toText()).isEqualTo("{\"claim\":\"organisation\"}");
    }

    @Test
    void a_token_without_organisation_or_member_is_rejected_with_the_claims_name() {
        var homeless = request().claim("sub", "usr_1").toRequest();
        var nameless = request().claim("organisation", "acme").toRequest();
        var anonymous = request().toRequest();
        var claims = ClaimMapping.fromEnvironment(SETTINGS);

        assertThat(problemOf(() -> claims.callerOf(homeless)).detail()).contains("organisation claim");
        assertThat(problemOf(() -> claims.callerOf(nameless)).detail()).contains("sub claim");
        assertThat(problemOf(() -> claims.callerOf(anonymous)).type()).isEqualTo(Problem.ProblemType.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner",
                "=usage:read",
                "owner=usage:reed",
                "owner=usage:read,",
                "owner=usage:read;owner=limits:write",
                "owner=usage:read;",
                "an owner=usage:read",
                "[owner]=usage:read"
            })
    void invalid_role_settings_stop_the_function(String roles) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("ROLES", roles);

        assertThatThrownBy(() -> ClaimMapping.fromEnvironment(settings)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settings_must_name_a_claim_for_roles_or_permissions() {
        var neither = new HashMap<>(SETTINGS);
        neither.keySet().removeAll(Set.of("ROLES_CLAIM", "PERMISSIONS_CLAIM"));
        var permissionsOnly = new HashMap<>(SETTINGS);
        permissionsOnly.keySet().removeAll(Set.of("ROLES_CLAIM", "ROLES"));

        assertThatThrownBy(() -> ClaimMapping.fromEnvironment(neither)).isInstanceOf(IllegalStateException.class);
        assertThat(ClaimMapping.fromEnvironment(permissionsOnly)
                        .callerOf(token().claim("roles", "[owner]").toRequest())
                        .permissions())
                .isEmpty();
    }

    private static ApiRequestBuilder token() {
        return request().claim("organisation", "acme").claim("sub", "usr_1");
    }

    private static String words(Caller caller) {
        return String.join(
                " ",
                caller.permissions().stream()
                        .sorted()
                        .map(ApiPermission::toString)
                        .toList());
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }
}
