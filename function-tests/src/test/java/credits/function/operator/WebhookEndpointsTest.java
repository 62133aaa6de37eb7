package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.webhook.EndpointId;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calls of `/v1/webhook_endpoints`.
class WebhookEndpointsTest {
    private static final String URL = "https://crm.example.com/hooks?from=credits";

    private final WebhooksFixture operator = new WebhooksFixture();

    @Test
    void a_secret_is_shown_by_the_call_that_creates_the_endpoint_and_by_no_other() {
        var created = operator.save("crm", "{\"url\":\"%s\",\"event_types\":[\"credits.refunded.v1\"]}".formatted(URL));
        var saved = operator.save("crm", "{\"url\":\"%s/2\"}".formatted(URL));
        var listed = operator.call("GET /v1/webhook_endpoints", "");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("location", "/v1/webhook_endpoints/crm");
        assertThat(created.text("secret")).startsWith("whsec_");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body().path("secret").isNull()).isTrue();
        assertThat(listed.body()).hasToString("""
                {"data":[{"id":"crm","url":"%s/2","event_types":[],"enabled":true,"failing_since":null,\
                "switched_off_at":null,"previous_secret_expires_at":null,"changed_by":"usr_giulia",\
                "changed_at":"%s","secret":null}]}""".formatted(URL, NOON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://crm.example.com/hooks           | /url
            ftp://crm.example.com/hooks            | /url
            https://user:word@crm.example.com      | /url
            https://crm.example.com/#top           | /url
            https://127.0.0.1/hooks                | /url
            https://2130706433/hooks               | /url
            https://0x7f000001/hooks               | /url
            https://[::1]/hooks                    | /url
            https://crm.example.com:99999/         | /url
            https://crm.example.com/a b            | /url
            https://caf\u00e9.example.com/         | /url
            //crm.example.com/hooks                | /url
            crm                                    | /url
            """)
    void a_url_that_must_not_be_called_is_refused(String url, String pointer) {
        var response = operator.save("crm", "{\"url\":\"%s\"}".formatted(url));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(operator.webhooks.endpoints().list()).isEmpty();
    }

    @Test
    void all_mistakes_of_a_body_are_answered_at_once() {
        var response = operator.save(
                "crm", "{\"url\":\"x\",\"event_types\":[\"credits.topped_up\"],\"enabled\":1,\"secret\":\"s\"}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/url", "/event_types", "/enabled", "/secret");
    }

    @Test
    void there_are_at_most_ten_endpoints() {
        for (int i = 0; i < EventEndpointStore.MAX_ENDPOINTS; i++)
            assertThat(operator.save("crm-" + i, "{\"url\":\"%s\"}".formatted(URL))
                            .status())
                    .isEqualTo(201);

        assertThat(operator.save("crm-x", "{\"url\":\"%s\"}".formatted(URL)).status())
                .isEqualTo(400);
        assertThat(operator.save("crm-0", "{\"url\":\"%s\"}".formatted(URL)).status())
                .isEqualTo(200);
    }

    @Test
    void a_secret_is_rolled_once_per_key_and_the_one_before_stays_for_a_day() {
        var first = operator.save("crm", "{\"url\":\"%s\"}".formatted(URL)).text("secret");
        var key = newIdAt(NOON).toString();

        var rolled = operator.roll("crm", key, NOON);
        var replayed = operator.roll("crm", key, NOON.plusSeconds(60));

        assertThat(rolled.status()).isEqualTo(201);
        assertThat(rolled.text("secret")).isNotEqualTo(first);
        assertThat(rolled.text("previous_secret_expires_at"))
                .isEqualTo(NOON.plus(Duration.ofDays(1)).toString());
        assertThat(replayed.text("secret")).isEqualTo(rolled.text("secret"));
        assertThat(replayed.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(secretsAt(NOON.plusSeconds(86_399))).containsExactly(rolled.text("secret"), first);
        assertThat(secretsAt(NOON.plusSeconds(86_400))).containsExactly(rolled.text("secret"));
    }

    @Test
    void a_secret_that_others_know_is_dropped_by_rolling_twice() {
        var known = operator.save("crm", "{\"url\":\"%s\"}".formatted(URL)).text("secret");

        var second = operator.roll("crm", newIdAt(NOON).toString(), NOON).text("secret");
        var third = operator.roll("crm", newIdAt(NOON).toString(), NOON).text("secret");

        assertThat(secretsAt(NOON)).containsExactly(third, second).doesNotContain(known);
    }

    @Test
    void an_endpoint_that_was_switched_off_is_switched_on_by_saving_it() {
        var body = "{\"url\":\"%s\"}".formatted(URL);
        var _ = operator.save("crm", body);
        assertThat(operator.webhooks
                        .endpoints()
                        .update(
                                new EndpointId("crm"),
                                endpoint -> endpoint.withFailure(NOON).switchedOff(NOON)))
                .isPresent();

        var listed = operator.call("GET /v1/webhook_endpoints", "").body().at("/data/0");
        var saved = operator.save("crm", body);

        assertThat(listed.path("enabled").asBoolean()).isFalse();
        assertThat(listed.path("switched_off_at").asText()).isEqualTo(NOON.toString());
        assertThat(saved.body().path("enabled").asBoolean()).isTrue();
        assertThat(saved.body().path("failing_since").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /v1/webhook_endpoints/{id}/secrets                            | none
            GET /v1/webhook_endpoints/{id}/deliveries                          | none
            POST /v1/webhook_endpoints/{id}/deliveries/{delivery}/resend       | none msg_00000000000000000000000000000000
            """)
    void an_endpoint_that_does_not_exist_is_not_found(String route, String path) {
        assertThat(operator.call(route, path).status()).isEqualTo(404);
    }

    @Test
    void only_operators_with_the_permission_decide_where_events_go() {
        for (var role : List.of("[owner]", "[support]", "[finance]", "[pricing]")) {
            var response = operator.listAs("platform", role);

            assertThat(response.status()).as(role).isEqualTo(403);
            assertThat(response.text("permission")).isEqualTo("webhooks:write");
        }
        assertThat(operator.listAs("acme", "[integration]").status()).isEqualTo(403);
    }

    @Test
    void a_stage_without_webhooks_has_no_such_calls() {
        var response = new OperatorFixture()
                .call(TestRequest.of("GET /v1/webhook_endpoints", "", NOON).signedInAs("platform", "[integration]"));

        assertThat(response.status()).isEqualTo(404);
    }

    private List<String> secretsAt(Instant time) {
        return operator.webhooks
                .endpoints()
                .find(new EndpointId("crm"))
                .orElseThrow()
                .secretsAt(time)
                .map(WebhookSecret::text)
                .toList();
    }
}
