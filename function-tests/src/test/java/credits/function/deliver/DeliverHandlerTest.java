package credits.function.deliver;

import static credits.function.deliver.EventFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import credits.json.Json;
import credits.webhook.EventEndpoint;
import credits.webhook.WebhookDelivery.State;
import credits.webhook.WebhookSecret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Events of the bus on their way to a receiver over HTTPS, through a real queue.
class DeliverHandlerTest {
    private static final String TOPPED_UP = "credits.topped_up.v1";
    private static final String REFUNDED = "credits.refunded.v1";

    private final WebhookFixture platform = new WebhookFixture();
    private final WebhookReceiver receiver = platform.receiver;

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void an_event_arrives_as_it_was_published_and_with_a_signature_that_its_receiver_verifies() {
        var endpoint = platform.add("crm");
        var event = event(TOPPED_UP, 42);

        assertThat(platform.publish(event)).isTrue();
        assertThat(platform.deliver()).isOne();

        var request = receiver.last();
        assertThat(request.body()).isEqualTo(event.toText());
        assertThat(request.headers().get("webhook-id"))
                .isEqualTo(EventFixture.deliveryId(42).value());
        assertThat(verifier(endpoint).accepts(request.headers(), request.body(), platform.now()))
                .isTrue();
        assertThat(platform.onlyDelivery(endpoint)).satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(State.DELIVERED);
            assertThat(delivery.attempts()).isOne();
            assertThat(delivery.lastResult()).contains("204");
        });
        assertThat(platform.deliver()).isZero();
    }

    @Test
    void an_endpoint_gets_the_types_that_it_asks_for_and_each_is_signed_with_a_secret_of_its_own() {
        var all = platform.add("all");
        var refunds = platform.add("refunds", REFUNDED);

        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        assertThat(platform.deliver()).isOne();
        assertThat(platform.publish(event(REFUNDED, 2))).isTrue();
        assertThat(platform.deliver()).isEqualTo(2);

        assertThat(receiver.received()).hasSize(3);
        var refunded = receiver.received().subList(1, 3);
        for (var endpoint : List.of(all, refunds))
            assertThat(refunded)
                    .filteredOn(each -> verifier(endpoint).accepts(each.headers(), each.body(), platform.now()))
                    .hasSize(1);
    }

    @Test
    void an_event_that_the_bus_delivers_twice_is_sent_once() {
        var _ = platform.add("crm");

        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        assertThat(platform.deliver()).isOne();
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();

        assertThat(platform.deliver()).isZero();
        assertThat(receiver.received()).hasSize(1);
    }

    /// Red when the delivery is stored and its message forgotten.
    @Test
    void an_event_whose_first_distribution_was_cut_off_is_sent_by_the_next() {
        var _ = platform.add("crm");
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        var _ = platform.take();

        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        assertThat(platform.deliver()).isOne();

        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_failed_attempt_is_repeated_with_the_same_id_and_a_signature_of_its_own_time() {
        var endpoint = platform.add("crm");
        receiver.answerWith(500);
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        var message = platform.take();

        platform.process(message);
        assertThat(platform.onlyDelivery(endpoint).state()).isEqualTo(State.PENDING);
        assertThat(platform.stored(endpoint).failingSince()).contains(EventFixture.NOON);
        platform.retry(message);

        assertThat(platform.pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6)));
        assertThat(receiver.received())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("webhook-id", receiver.last().headers().get("webhook-id")));
        assertThat(receiver.received())
                .extracting(request -> request.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
        assertThat(verifier(endpoint)
                        .accepts(receiver.last().headers(), receiver.last().body(), platform.now()))
                .isTrue();
        assertThat(platform.onlyDelivery(endpoint).state()).isEqualTo(State.DELIVERED);
        assertThat(platform.stored(endpoint).failingSince()).isEmpty();
    }

    @Test
    void a_secret_is_rolled_without_a_gap() {
        var before = platform.add("crm");
        var after = platform.endpoints
                .update(
                        before.id(),
                        endpoint -> endpoint.withSecret(
                                WebhookSecret.create(new SplittableRandom(99), Optional.empty()),
                                endpoint.changedBy(),
                                platform.now()))
                .orElseThrow();

        platform.advance(EventEndpoint.SECRET_OVERLAP.minusSeconds(1));
        assertThat(platform.publish(event(TOPPED_UP, 1))).isTrue();
        assertThat(platform.deliver()).isOne();
        assertThat(isAcceptedBy(before)).isTrue();
        assertThat(isAcceptedBy(after)).isTrue();

        platform.advance(Duration.ofSeconds(1));
        assertThat(platform.publish(event(TOPPED_UP, 2))).isTrue();
        assertThat(platform.deliver()).isOne();
        assertThat(isAcceptedBy(before)).isFalse();
        assertThat(isAcceptedBy(after)).isTrue();
    }

    @Test
    void a_receiver_in_a_private_network_gets_no_request() {
        try (var guarded = new WebhookFixture(PublicAddress::isPublic)) {
            var endpoint = guarded.add("inside");
            assertThat(guarded.publish(event(TOPPED_UP, 1))).isTrue();

            guarded.process(guarded.take());

            assertThat(guarded.receiver.received()).isEmpty();
            assertThat(guarded.onlyDelivery(endpoint).lastResult()).contains("private_address");
            assertThat(guarded.onlyDelivery(endpoint).state()).isEqualTo(State.PENDING);
        }
    }

    @Test
    void a_message_that_is_no_event_stays_in_the_queue() {
        assertThat(platform.publish(Json.object().put("type", TOPPED_UP).build()))
                .isFalse();
    }

    private boolean isAcceptedBy(EventEndpoint endpoint) {
        var request = receiver.last();
        return verifier(endpoint).accepts(request.headers(), request.body(), platform.now());
    }

    // A receiver knows the newest secret that it was told.
    private static StandardWebhooksVerifier verifier(EventEndpoint endpoint) {
        return new StandardWebhooksVerifier(endpoint.secrets().getFirst().text());
    }
}
