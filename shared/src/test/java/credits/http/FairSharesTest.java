package credits.http;

import static credits.http.ApiRequestBuilder.request;
import static org.assertj.core.api.Assertions.assertThat;

import credits.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Members may send two requests a second and organisations three, each five seconds' worth at once.
class FairSharesTest {
    private final HttpEndpoint endpoint = EndpointFixture.withRoles(
            Map.of("member", Set.of(ApiPermission.USAGE_READ), "feature", Set.of(ApiPermission.USAGE_AUTHORIZE)),
            new FairShares(2, 3));

    @Test
    void a_member_who_exceeds_the_share_hears_429_with_the_time_to_wait() {
        for (int i = 0; i < 10; i++)
            assertThat(call("acme", "usr_1", Duration.ZERO).status()).isEqualTo(200);

        var eleventh = call("acme", "usr_1", Duration.ZERO);

        assertThat(eleventh.status()).isEqualTo(429);
        assertThat(eleventh.header("retry-after")).isEqualTo("1");
        assertThat(eleventh.header("ratelimit-policy")).isEqualTo("\"member\";q=10;w=5, \"organisation\";q=15;w=5");
        assertThat(eleventh.header("ratelimit")).isEqualTo("\"member\";r=0;t=5, \"organisation\";r=5;t=4");
        assertThat(eleventh.log()).contains("\"code\":\"rate-limited\"", "\"member\":\"usr_1\"");
    }

    @ParameterizedTest(name = "after {0} ms a member may send {1} more")
    @CsvSource({"0, 0", "499, 0", "500, 1", "1000, 2", "4999, 9", "5000, 10", "60000, 10"})
    void a_share_fills_up_again_and_no_further(long millis, int requests) {
        exhaust(10);

        for (int i = 0; i < requests; i++)
            assertThat(call("acme", "usr_1", Duration.ofMillis(millis)).status())
                    .isEqualTo(200);
        assertThat(call("acme", "usr_1", Duration.ofMillis(millis)).status()).isEqualTo(429);
    }

    @Test
    void a_member_who_floods_does_not_use_up_the_share_of_the_others_in_the_organisation() {
        exhaust(10_000);

        assertThat(call("acme", "usr_2", Duration.ZERO).status()).isEqualTo(200);
    }

    @Test
    void members_together_do_not_exceed_the_share_of_their_organisation_and_others_have_their_own() {
        int served = 0;
        for (int i = 0; i < 10_000; i++)
            if (call("acme", "usr_" + i, Duration.ZERO).status() == 200) served++;

        assertThat(served).isEqualTo(15);
        assertThat(call("zenith", "usr_1", Duration.ZERO).header("ratelimit"))
                .isEqualTo("\"member\";r=9;t=1, \"organisation\";r=14;t=1");
    }

    @Test
    void a_service_has_the_share_of_each_organisation_that_it_acts_for() {
        for (var organisation : Set.of("acme", "zenith")) {
            for (int i = 0; i < 15; i++)
                assertThat(callByService(organisation).status()).isEqualTo(200);
            assertThat(callByService(organisation).status()).isEqualTo(429);
        }
    }

    @Test
    void a_request_that_reads_much_counts_as_several() {
        var first = TestResponse.handle(tokenOf("acme", "usr_1"), endpoint, (_, caller) -> {
            var _ = caller.identify();
            caller.chargeBytes(7 * 64 * 1024);
            return ApiResponse.json(200, Json.object().build());
        });

        assertThat(first.header("ratelimit")).isEqualTo("\"member\";r=2;t=4, \"organisation\";r=7;t=3");
    }

    @Test
    void a_caller_without_the_permission_is_named_in_the_log_and_no_name_or_token_is() {
        var request = tokenOf("acme", "usr_1").claim("azp", "credits-web").claim("name", "Giulia Bianchi");
        var refused = TestResponse.handle(request, endpoint, (_, caller) -> {
            caller.identify().requirePermission(ApiPermission.LIMITS_WRITE);
            return ApiResponse.json(200, Json.object().build());
        });

        assertThat(refused.log()).isEqualTo("""
                        {"request_id":"req-1","route":"PUT /v1/limits","code":"permission-required",\
                        "organisation":"acme","member":"usr_1","client":"credits-web","status":403,"version":12}""");
    }

    @Test
    void a_claim_that_is_no_id_is_not_logged() {
        var refused = TestResponse.handle(
                request().claim("organisation", "Acme S.r.l.").claim("sub", "giulia@example.com"),
                endpoint,
                (_, caller) -> {
                    var _ = caller.identify();
                    return ApiResponse.json(200, Json.object().build());
                });

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.log()).doesNotContain("Acme", "giulia");
    }

    private void exhaust(int requests) {
        for (int i = 0; i < requests; i++) {
            var _ = call("acme", "usr_1", Duration.ZERO);
        }
    }

    private TestResponse call(String organisation, String member, Duration later) {
        return TestResponse.handle(tokenOf(organisation, member).later(later), endpoint, (_, caller) -> {
            var _ = caller.identify();
            return ApiResponse.json(200, Json.object().build());
        });
    }

    private TestResponse callByService(String organisation) {
        var request = request()
                .claim("sub", "translation")
                .claim("azp", "credits-operator")
                .claim("roles", "[feature]")
                .query("organisation", organisation);
        return TestResponse.handle(request, endpoint, (_, caller) -> {
            var _ = caller.identifyForQueryOrganisation();
            return ApiResponse.json(200, Json.object().build());
        });
    }

    private static ApiRequestBuilder tokenOf(String organisation, String member) {
        return request()
                .claim("organisation", organisation)
                .claim("sub", member)
                .claim("roles", "[member]");
    }
}
