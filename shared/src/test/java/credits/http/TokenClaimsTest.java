package credits.wire;

import static credits.wire.HttpRequestTest.problem;
import static credits.wire.Requests.request;
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

class ClaimsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "ORGANISATION_CLAIM", "organisation",
            "MEMBER_CLAIM", "sub",
            "PERMISSIONS_CLAIM", "permissions",
            "ROLES_CLAIM", "roles",
            "ROLES", "member=usage:read;owner=usage:read,limits:write;guest=");

    @Test
    void a_caller_has_the_organisation_and_the_member_of_the_token() {
        var caller = Claims.of(SETTINGS).caller(token().read());

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
    void a_role_grants_what_the_settings_say_and_only_letter_for_letter(String roles, String granted) {
        var request = token().claim("roles", text(roles)).read();

        var caller = Claims.of(SETTINGS).caller(request);

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
    void a_permission_is_granted_letter_for_letter(String permissions, String granted) {
        var request = token().claim("permissions", permissions).read();

        var caller = Claims.of(SETTINGS).caller(request);

        assertThat(words(caller)).isEqualTo(text(granted));
    }

    @Test
    void a_caller_passes_with_a_permission_and_hears_its_name_without() {
        var caller = Claims.of(SETTINGS).caller(token().claim("roles", "member").read());

        assertThatCode(() -> caller.require(Permission.USAGE_READ)).doesNotThrowAnyException();
        assertThat(problem(() -> caller.require(Permission.LIMITS_WRITE))
                        .members()
                        .text())
                .isEqualTo("{\"permission\":\"limits:write\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme#1", "O#acme", "acme ", "[acme]", "[acme globex]", "acmé", "acme\u0000"})
    void a_token_whose_organisation_is_no_id_is_refused(String organisation) {
        var request = request()
                .claim("sub", "usr_1")
                .claim("organisation", organisation)
                .read();

        var problem = problem(() -> Claims.of(SETTINGS).caller(request));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CLAIM_REQUIRED);
        assertThat(problem.members().text()).isEqualTo("{\"claim\":\"organisation\"}");
    }

    @Test
    void a_token_without_organisation_or_member_is_refused_by_the_claims_name() {
        var homeless = request().claim("sub", "usr_1").read();
        var nameless = request().claim("organisation", "acme").read();
        var anonymous = request().read();
        var claims = Claims.of(SETTINGS);

        assertThat(problem(() -> claims.caller(homeless)).detail()).contains("claim organisation");
        assertThat(problem(() -> claims.caller(nameless)).detail()).contains("claim sub");
        assertThat(problem(() -> claims.caller(anonymous)).kind()).isEqualTo(Problem.Kind.UNAUTHORIZED);
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
    void settings_that_would_grant_something_else_stop_the_function(String roles) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("ROLES", roles);

        assertThatThrownBy(() -> Claims.of(settings)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settings_name_a_claim_for_roles_or_for_permissions() {
        var neither = new HashMap<>(SETTINGS);
        neither.keySet().removeAll(Set.of("ROLES_CLAIM", "PERMISSIONS_CLAIM"));
        var permissionsOnly = new HashMap<>(SETTINGS);
        permissionsOnly.keySet().removeAll(Set.of("ROLES_CLAIM", "ROLES"));

        assertThatThrownBy(() -> Claims.of(neither)).isInstanceOf(IllegalStateException.class);
        assertThat(Claims.of(permissionsOnly)
                        .caller(token().claim("roles", "owner").read())
                        .permissions())
                .isEmpty();
    }

    private static Requests token() {
        return request().claim("organisation", "acme").claim("sub", "usr_1");
    }

    private static String words(Caller caller) {
        return String.join(
                " ",
                caller.permissions().stream().sorted().map(Permission::toString).toList());
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }
}
