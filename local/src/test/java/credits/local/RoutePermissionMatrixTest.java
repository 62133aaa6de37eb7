package credits.local;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import credits.Sample;
import credits.http.ApiPermission;
import credits.local.aws.template.RouteDefinition;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Calls every route of the template with every role of the stage, and expects what the contract says that the route
/// needs. Routes, roles and needs are read where they are defined, so a new one is tested without a change here.
@ExtendWith(SharedSystemResolver.class)
class RoutePermissionMatrixTest {
    private static final JsonNode CONTRACT = contract();
    private static final Pattern NEEDS = Pattern.compile("Needs ((`[a-z]+:[a-z]+`( or )?)+)");
    // Those that need no token, and the one for everything else; a test of the template lists them, too.
    private static final Set<String> UNPROTECTED = Set.of(
            "/v1/stripe/webhook",
            "/v1/alert_recipients/confirmations",
            "/v1/openapi.yaml",
            "/v1/problems/{code}",
            "/v1/{path+}");
    private static final Map<String, String> HEADERS = Map.of("If-Match", "*", "Content-Type", "application/json");

    // Spellings that a sloppy comparison, a key built from text, or a split claim would take for an organisation's id.
    private static final List<String> SPELLINGS = List.of(
            "%s ",
            " %s",
            "%s#",
            "O#%s",
            "P#%s",
            "[%s]",
            "%s acme",
            "[%s acme]",
            "%s/x",
            "%s%%20",
            "%s\u200b",
            "%s\u0000",
            "%s\n",
            "%s,acme",
            "\"%s\"",
            "%s;acme",
            "%sé",
            "{\"%s\":1}");

    private final RunningSystem system;
    private final Map<String, Set<String>> permissionsByRole;

    RoutePermissionMatrixTest(RunningSystem system) {
        this.system = system;
        this.permissionsByRole = roles(routes().getFirst().function().environment());
    }

    @Test
    void every_role_may_call_exactly_the_routes_that_its_permissions_allow() {
        var wrong = new ArrayList<String>();
        var expected = new LinkedHashMap<String, Boolean>();
        permissionsByRole.forEach((role, permissions) -> {
            var organisation = Set.of("operator", "feature", "privacy").contains(role) ? "platform" : system.newId();
            for (var route : protectedRoutes()) {
                var cell = role + ": " + route.method() + " " + route.path();
                boolean isAllowed = needs(route).stream().anyMatch(permissions::contains);
                expected.put(cell, isAllowed);
                var response = call(route, system.issueToken(organisation, "usr_" + system.newId(), role));
                if (isForbidden(response) == isAllowed)
                    wrong.add(cell + ": " + response.statusCode() + " " + response.body());
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(expected)
                .hasSize(permissionsByRole.size() * protectedRoutes().size());
        assertThat(expected.values()).contains(true, false);
    }

    @Test
    void an_operator_s_or_a_service_s_role_in_a_customer_s_organisation_allows_nothing_of_the_platform_s() {
        var operatorPermissions =
                Set.of("prices:write", "accounts:read", "accounts:adjust", "finance:read", "privacy:manage");
        for (var route : protectedRoutes()) {
            if (needs(route).stream().noneMatch(operatorPermissions::contains)) continue;
            for (var role : List.of("operator", "privacy")) {
                var response = call(route, system.issueToken(system.newId(), "usr_giulia", role));

                assertThat(response.statusCode()).as(role + ": " + route.path()).isEqualTo(403);
            }
        }
    }

    @Test
    void no_spelling_of_an_organisation_and_no_role_reaches_its_data() {
        var victim = system.customer("4711.13");
        var spellings = Sample.of(SPELLINGS, SPELLINGS.size() / 2);
        int cells = 0;
        for (var route : protectedRoutes()) {
            for (var role : permissionsByRole.keySet()) {
                for (var spelling : spellings) {
                    var token = system.issueToken(spelling.formatted(victim.organisation()), "usr_giulia", role);
                    var response = call(route, token);

                    assertThat(response.statusCode())
                            .as("%s %s as %s", route, spelling, role)
                            .isIn(400, 403);
                    assertThat(response.body()).doesNotContain("4711.13");
                    cells++;
                }
            }
        }

        assertThat(cells).isGreaterThanOrEqualTo(2_000);
        assertThat(victim.overview().path("balance").asText()).isEqualTo("4711.13");
    }

    @Test
    void no_faulty_token_is_accepted_by_any_route() {
        var victim = system.customer("4711.13");
        var roles = List.copyOf(permissionsByRole.keySet());
        for (int i = 0; i < protectedRoutes().size(); i++) {
            var route = protectedRoutes().get(i);
            var faulty = FaultyTokens.of(system, victim.organisation(), roles.get(i % roles.size()));
            faulty.forEach((fault, token) -> {
                var response = call(route, token);

                assertThat(response.statusCode())
                        .as("%s %s with a token %s", route.method(), route.path(), fault)
                        .isEqualTo(401);
                assertThat(response.body()).doesNotContain("4711.13", victim.organisation());
            });
        }

        assertThat(victim.overview().path("balance").asText()).isEqualTo("4711.13");
    }

    private List<RouteDefinition> routes() {
        return system.localSystem().template().routes();
    }

    private List<RouteDefinition> protectedRoutes() {
        return routes().stream()
                .filter(route -> !UNPROTECTED.contains(route.path()))
                .toList();
    }

    private HttpResponse<String> call(RouteDefinition route, String token) {
        var path = route.path()
                .replace("{month}", "current")
                .replace("{date}", "2026-11-22")
                .replace("{number}", "CN-2026-000001")
                .replace("{id}", "x");
        var query = path.endsWith("/months") ? "?year=2026" : path.endsWith("/invoices") ? "?series=2026" : "";
        if (route.method().equals("GET")) return system.http().get(path + query, token);
        var headers = new LinkedHashMap<>(HEADERS);
        headers.put("Idempotency-Key", system.newId());
        return system.http().call(route.method(), path, token, headers, "{}");
    }

    private static boolean isForbidden(HttpResponse<String> response) {
        return response.statusCode() == 403 && response.body().contains("\"permission-required\"");
    }

    private static Map<String, Set<String>> roles(Map<String, String> environment) {
        var roles = new LinkedHashMap<String, Set<String>>();
        for (var role : environment.getOrDefault("ROLES", "").split(";", -1)) {
            var parts = role.split("=", 2);
            roles.put(parts[0], Set.of(parts[1].split(",", -1)));
        }
        return roles;
    }

    /// The permissions of which the contract says that the route needs one.
    private static Set<String> needs(RouteDefinition route) {
        var operation =
                CONTRACT.path("paths").path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
        var description = operation.path("description").asText().replaceAll("\\s+", " ");
        var found = NEEDS.matcher(description);
        assertThat(found.find())
                .as("the permission that %s needs", route.path())
                .isTrue();
        var permissions = Arrays.stream(found.group(1).split(" or ", -1))
                .map(name -> name.replace("`", ""))
                .collect(toCollection(TreeSet::new));
        assertThat(permissions).allMatch(name -> ApiPermission.parse(name).isPresent());
        return permissions;
    }

    private static JsonNode contract() {
        try (var stream = RoutePermissionMatrixTest.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
