package credits.function.operator;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.TestRequest;
import credits.webhook.EndpointId;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDelivery.PublishedEvent;
import credits.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The calls of `/v1/webhook_endpoints/{id}/deliveries`.
class WebhookDeliveriesTest {
    private static final String URL = "https://crm.example.com/hooks";

    private final WebhooksFixture operator = new WebhooksFixture();

    @Test
    void an_event_is_sent_again_whether_it_has_arrived_or_not() {
        var _ = operator.save("crm", "{\"url\":\"%s\"}".formatted(URL));
        var delivered = store("crm", 1, State.DELIVERED);
        var failed = store("crm", 2, State.FAILED);

        for (var each : List.of(delivered, failed)) {
            var response =
                    operator.call("POST /v1/webhook_endpoints/{id}/deliveries/{delivery}/resend", "crm " + each.id());

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text("state")).isEqualTo("pending");
        }

        assertThat(operator.sent).extracting(WebhookDelivery::id).containsExactly(delivered.id(), failed.id());
        assertThat(operator.sent).extracting(WebhookDelivery::retryUntil).containsOnly(NOON.plus(Duration.ofDays(3)));
        assertThat(list("crm", "state", "pending").findValuesAsText("id"))
                .containsExactly(failed.id().value(), delivered.id().value());
    }

    @Test
    void an_event_is_not_sent_to_an_endpoint_that_is_off() {
        var _ = operator.save("crm", "{\"url\":\"%s\",\"enabled\":false}".formatted(URL));
        var failed = store("crm", 1, State.FAILED);

        var response =
                operator.call("POST /v1/webhook_endpoints/{id}/deliveries/{delivery}/resend", "crm " + failed.id());

        assertThat(response.status()).isEqualTo(400);
        assertThat(operator.sent).isEmpty();
    }

    @Test
    void deliveries_are_listed_newest_first_page_by_page() {
        var _ = operator.save("crm", "{\"url\":\"%s\"}".formatted(URL));
        var all = new ArrayList<String>();
        for (int number = 0; number < 7; number++)
            all.addFirst(store("crm", number, number % 2 == 0 ? State.FAILED : State.DELIVERED)
                    .id()
                    .value());

        var first = operator.call(TestRequest.of("GET /v1/webhook_endpoints/{id}/deliveries", "crm", NOON)
                .withQuery("limit", "4"));
        var second = operator.call(TestRequest.of("GET /v1/webhook_endpoints/{id}/deliveries", "crm", NOON)
                .withQuery("limit", "4")
                .withQuery("after", first.text("next_after")));

        assertThat(first.body().path("data").findValuesAsText("id")).isEqualTo(all.subList(0, 4));
        assertThat(second.body().path("data").findValuesAsText("id")).isEqualTo(all.subList(4, 7));
        assertThat(second.body().path("next_after").isNull()).isTrue();
        assertThat(list("crm", "state", "failed").findValuesAsText("id"))
                .containsExactly(all.get(0), all.get(2), all.get(4), all.get(6));
    }

    private WebhookDelivery store(String endpoint, int number, State state) {
        var at = NOON.plusSeconds(number);
        var event = new PublishedEvent("acme/%012x/0".formatted(number), "credits.topped_up.v1", at, "{}");
        var stored =
                operator.webhooks.endpoints().find(new EndpointId(endpoint)).orElseThrow();
        var delivery = WebhookDelivery.create(stored, event, at).attempted(state, "204", at);
        assertThat(operator.webhooks.deliveries().tryReplace(delivery)).isTrue();
        return delivery;
    }

    private JsonNode list(String endpoint, String name, String value) {
        return operator.call(TestRequest.of("GET /v1/webhook_endpoints/{id}/deliveries", endpoint, NOON)
                        .withQuery(name, value))
                .body()
                .path("data");
    }
}
