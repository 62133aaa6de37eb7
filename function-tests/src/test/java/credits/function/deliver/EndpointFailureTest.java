package credits.function.deliver;

import static credits.function.deliver.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import credits.webhook.EventEndpoint;
import credits.webhook.WebhookDelivery.State;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Endpoints that fail for long, or are gone, and events that they refuse.
class EndpointFailureTest {
    private static final String TOPPED_UP = "credits.topped_up.v1";

    private final WebhookFixture platform = new WebhookFixture();
    private final WebhookReceiver receiver = platform.receiver;

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void an_endpoint_that_fails_for_three_days_is_switched_off_with_one_email() {
        var endpoint = platform.add("crm");
        receiver.answerAlways(503);
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        var message = platform.take();
        platform.process(message);

        while (platform.stored(endpoint).isEnabled()) {
            assertThat(platform.mails()).isEmpty();
            platform.retry(message);
        }

        assertThat(platform.now()).isEqualTo(EventFixture.NOON.plus(EventEndpoint.MAX_RETRY_TIME));
        assertThat(receiver.received()).hasSizeBetween(11, 15);
        assertThat(platform.onlyDelivery(endpoint).state()).isEqualTo(State.FAILED);
        assertThat(platform.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains(
                                "\"type\":\"webhook_endpoint.switched_off\"",
                                "\"endpoint\":\"crm\"",
                                "\"failing_at\":\"2026-11-22T12:00:00Z\""));
    }

    @Test
    void what_happens_while_an_endpoint_is_off_is_kept_and_can_be_sent_when_it_is_on_again() {
        var endpoint = platform.add("crm");
        receiver.answerWith(410);
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        assertThat(platform.deliver()).isOne();
        assertThat(platform.stored(endpoint).isEnabled()).isFalse();
        assertThat(platform.mails()).hasSize(1);

        assertThat(platform.publish(event(TOPPED_UP, 2))).isTrue();
        assertThat(platform.deliver()).isZero();
        assertThat(receiver.received()).hasSize(1);

        platform.switchOn(endpoint);
        for (var failed : platform.deliveries.list(endpoint.id(), Optional.empty(), 10)) {
            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(platform.deliveries.tryReplace(failed.resent(platform.now())))
                    .isTrue();
            platform.send(failed);
        }
        assertThat(platform.deliver()).isEqualTo(2);
        assertThat(receiver.received()).hasSize(3);
        assertThat(receiver.received())
                .extracting(request -> request.headers().get("webhook-id"))
                .containsOnlyOnce(EventFixture.deliveryId(2).value());
    }

    /// Red when one event that its receiver cannot digest switches off an endpoint that takes all others.
    @Test
    void an_event_that_fails_for_three_days_is_given_up_while_the_endpoint_works() {
        var endpoint = platform.add("crm");
        receiver.answerAlways(400);
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        var message = platform.take();
        platform.process(message);
        for (int number = 2; stateOfFirst(endpoint) == State.PENDING; number++) {
            receiver.answerAlways(204);
            assertThat(platform.publish(event(TOPPED_UP, number))).isTrue();
            assertThat(platform.deliver()).isOne();
            receiver.answerAlways(400);
            platform.retry(message);
        }

        assertThat(stateOfFirst(endpoint)).isEqualTo(State.FAILED);
        assertThat(platform.now()).isEqualTo(EventFixture.NOON.plus(EventEndpoint.MAX_RETRY_TIME));
        assertThat(platform.stored(endpoint).isEnabled()).isTrue();
        assertThat(platform.mails()).isEmpty();
    }

    private State stateOfFirst(EventEndpoint endpoint) {
        return platform.deliveries
                .find(endpoint.id(), EventFixture.deliveryId(1))
                .orElseThrow()
                .state();
    }
}
