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
    private static final Map<String, String> SETTINGS = Map.of(
            "ORGANISATION_CLAIM", "organisation",
            "MEMBER_CLAIM", "sub",
            "PERMISSIONS_CLAIM", "permissions",
            "ROLES_CLAIM", "roles",
            "ROLES", "member=usage:read;owner=usage:read,limits:write;guest=");

    @Test
    void a_caller_has_the_organisation_and_the_member_of_the_token() {
        var caller = ClaimMapping.fromEnvironment(SETTINGS).callerOf(token().toRequest());

        assertThat(caller).isEqualTo(new Caller(new OrganisationId("acme"), new MemberId("usr_1"), Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            owner|usage:read limits:write
            [owner]|usage:read limits:write
            member|usage:read
            [member]|usage:read
            [guest member]|usage:read
            [member owner]|usage:read limits:write
            [owner unknown]|usage:read limits:write
            guest|
            |
            []|
            Owner|
            OWNER|
            owner |
             owner|
            ["owner"]|
            ["member","owner"]|
            member,owner|
            member owner|
            former owner|
            [owner|
            owner]|
            [ownerx|
            xowner]|
            [[owner]]|
            {"role":"owner"}|
            owner;member|
            оwner|
            usage:read|
            """)
    void a_role_grants_its_permissions_only_by_its_exact_name(String roles, String granted) {
        var request = token().claim("roles", text(roles)).toRequest();

        var caller = ClaimMapping.fromEnvironment(SETTINGS).callerOf(request);

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            usage:read|usage:read
            usage:read limits:write|usage:read limits:write
            [usage:read limits:write]|usage:read limits:write
            openid usage:read|usage:read
            USAGE:READ|
            USAGE_READ|
            usage:*|
            usage|
            usage:read,limits:write|
            ["usage:read"]|
            owner|
            """)
    void a_permission_is_granted_only_by_its_exact_name(String permissions, String granted) {
        var request = token().claim("permissions", permissions).toRequest();

        var caller = ClaimMapping.fromEnvironment(SETTINGS).callerOf(request);

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    @Test
    void a_caller_without_a_permission_is_told_its_name() {
        var caller = ClaimMapping.fromEnvironment(SETTINGS)
                .callerOf(token().claim("roles", "member").toRequest());

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
                "owner=usage:read;"
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
                        .callerOf(token().claim("roles", "owner").toRequest())
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
