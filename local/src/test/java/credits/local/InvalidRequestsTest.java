package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.oidc.AccessTokens;
import credits.local.oidc.OidcProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Invalid requests are rejected with a reason each, and none of them changes the limits.
@ExtendWith(SharedSystemResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class InvalidRequestsTest {
    private static final String TODAY = "/v1/usage/days/";
    private static final String JSON = "application/json";

    private final RunningSystem system;
    private TestCustomer customer;
    private String limits = "";
    private String tag = "";

    InvalidRequestsTest(RunningSystem system) {
        this.system = system;
        this.customer = system.newOrganisation();
    }

    @BeforeEach
    void limit() {
        customer = system.customer("100.00");
        customer.setLimits("10.00", "20.00");
        var response = customer.get("/v1/limits");
        limits = response.body();
        tag = response.headers().firstValue("etag").orElseThrow();
    }

    @AfterEach
    void limits_are_unchanged() {
        assertThat(customer.get("/v1/limits").body()).isEqualTo(limits).contains("\"20.00\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/usage/months/2026-13",
                "/v1/usage/months/26-1",
                "/v1/usage/months/current?colour=blue",
                "/v1/usage/days/2026-02-30",
                "/v1/usage/days/today",
                "/v1/usage/days/2026-02-01?limit=0",
                "/v1/usage/days/2026-02-01?limit=101",
                "/v1/usage/days/2026-02-01?limit=x",
                "/v1/usage/days/2026-02-01?cursor=made-up",
                "/v1/usage/days/2026-02-01?organisation=org_1",
                "/v1/limits?organisation=org_1"
            })
    void a_malformed_query_is_rejected(String path) {
        var response = customer.get(path);

        assertRefused(response, 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/usage/months/2999-01", "/v1/usage/days/2999-01-01"})
    void a_month_or_day_in_the_future_is_not_found(String path) {
        var response = customer.get(path);

        assertRefused(response, 404, "not-found");
    }

    @Test
    void a_cursor_is_valid_only_for_the_list_it_came_from() {
        var today = today(customer);
        var cursor = cursor(customer, today);
        var other = system.customer("100.00");

        assertThat(customer.get(TODAY + today + "?cursor=" + cursor).statusCode())
                .isEqualTo(200);
        assertRefused(customer.get(TODAY + today + "?cursor=" + edited(cursor)), 400, "invalid-request");
        assertRefused(customer.get(TODAY + today.minusDays(1) + "?cursor=" + cursor), 400, "invalid-request");
        assertThat(today(other)).isEqualTo(today);
        assertRefused(other.get(TODAY + today + "?cursor=" + cursor), 400, "invalid-request");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(textBlock = """
            {"alert_recipients":[],"alert_threshold":"20.01","allowed_limit":"20.00"}             | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"-1.00"}                | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"20.001"}               | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"1000000000"}           | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"20,00"}                | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":30}                     | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null}                                        | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":null,"colour":"blue"}   | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":null                    | 400 | invalid-request
            """, delimiter = '|', quoteCharacter = '`')
    void invalid_limits_are_rejected(String body, int status, String code) {
        var response = customer.putLimits(Map.of("If-Match", tag, "Content-Type", JSON), body);

        assertRefused(response, status, code);
    }

    @ParameterizedTest(name = "If-Match {0}, {1}: {2} {3}")
    @CsvSource(textBlock = """
            absent    | application/json         | 428 | precondition-required
            "0"       | application/json         | 412 | precondition-failed
            W/"1"     | application/json         | 412 | precondition-failed
            1         | application/json         | 400 | invalid-request
            *         | text/plain               | 415 | unsupported-media-type
            *         | application/octet-stream | 415 | unsupported-media-type
            """, delimiter = '|', quoteCharacter = '`')
    void limits_change_only_with_a_matching_version_and_in_JSON(
            String ifMatch, String contentType, int status, String code) {
        var headers = ifMatch.equals("absent")
                ? Map.of("Content-Type", contentType)
                : Map.of("If-Match", ifMatch, "Content-Type", contentType);

        var response = customer.putLimits(
                headers, "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"30.00\"}");

        assertRefused(response, status, code);
    }

    @Test
    void a_body_of_17_KB_is_rejected() {
        var body = "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"30.00\""
                + " ".repeat(17 * 1024) + "}";

        var response = customer.putLimits(Map.of("If-Match", tag, "Content-Type", JSON), body);

        assertRefused(response, 413, "payload-too-large");
    }

    @Test
    void the_problem_for_a_missing_permission_says_which_one() {
        var headers = Map.of("If-Match", tag, "Content-Type", JSON);
        var body = "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"30.00\"}";

        var written = system.http().put("/v1/limits", customer.token("member"), headers, body);
        var read = system.http().get("/v1/limits", customer.token("nobody"));

        assertRefused(written, 403, "permission-required");
        assertThat(written.body()).contains("limits:write");
        assertRefused(read, 403, "permission-required");
        assertThat(read.body()).contains("usage:read");
    }

    @Test
    void an_expired_token_and_one_of_another_issuer_are_accepted_nowhere() {
        var yesterday = InstantSource.fixed(system.now().minus(Duration.ofDays(1)));
        var expired = system.localSystem().tokens(yesterday).issueToken(customer.organisation(), "usr_giulia", "owner");
        var elsewhere =
                new OidcProvider("http://localhost:1", system.localSystem().clock());
        var foreign = new AccessTokens(
                        elsewhere,
                        system.localSystem().template(),
                        system.localSystem().clock())
                .issueToken(customer.organisation(), "usr_giulia", "owner");

        for (var token : new String[] {expired, foreign, "", "a.b.c"})
            for (var path : new String[] {"/v1/usage/months/current", "/v1/limits", "/v1/usage/days/2026-02-01"})
                assertThat(system.http().get(path, token).statusCode()).isEqualTo(401);
    }

    @Test
    void another_organisation_sees_only_its_own_account() {
        var stranger = system.newOrganisation();
        var today = today(customer);

        assertThat(stranger.overview().path("balance").asText()).isEqualTo("0.00");
        assertThat(stranger.overview().path("days")).isEmpty();
        assertThat(stranger.entries(today.toString(), 100)).isEmpty();
        assertThat(stranger.read("/v1/limits").path("allowed_limit").isNull()).isTrue();
    }

    /// The day that has entries.
    private LocalDate today(TestCustomer of) {
        of.send(of.report().lines(2, "query.run", "1"));
        system.awaitEmptyQueue();
        return LocalDate.parse(TestCustomer.days(of.overview()).findFirst().orElseThrow());
    }

    private static String cursor(TestCustomer of, LocalDate date) {
        return of.read(TODAY + date + "?limit=1").path("next_cursor").asText();
    }

    /// The cursor with another position and its old signature.
    private static String edited(String cursor) {
        var letter = cursor.charAt(17) == 'A' ? 'B' : 'A';
        return cursor.substring(0, 17) + letter + cursor.substring(18);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = RunningSystem.parseJson(response.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("instance").asText()).isNotEmpty();
    }
}
