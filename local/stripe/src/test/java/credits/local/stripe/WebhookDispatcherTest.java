package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.webhook.DeliveryFault;
import credits.local.stripe.webhook.WebhookEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookDispatcherTest {
    private static final String OLD_SECRET = "whsec_old";
    private static final String NEW_SECRET = "whsec_new";

    private record ReceivedWebhook(String body, String signature) {}

    private final FakeStripeFixture fixture = new FakeStripeFixture();
    private final List<ReceivedWebhook> received = new ArrayList<>();
    private final HttpServer webhookServer = startWebhookServer();
    private int responseStatus = 200;

    @BeforeEach
    void listen() {
        fixture.stripe
                .webhooks()
                .deliverTo(new WebhookEndpoint(
                        URI.create(
                                "http://localhost:" + webhookServer.getAddress().getPort() + "/hook"),
                        List.of(OLD_SECRET, NEW_SECRET)));
    }

    @AfterEach
    void stop() {
        webhookServer.stop(0);
        fixture.close();
    }

    @Test
    void an_event_is_signed_with_every_secret_and_parsed_by_stripe_java() throws StripeException {
        var session = payByCard();

        fixture.stripe.tick();

        var last = received.getLast();
        for (var secret : List.of(OLD_SECRET, NEW_SECRET)) {
            var event = Webhook.constructEvent(last.body(), last.signature(), secret, 300, clock());
            assertThat(event.getType()).isEqualTo("checkout.session.completed");
            assertThat(event.getApiVersion()).isEqualTo(com.stripe.Stripe.API_VERSION);
            assertThat(event.getPendingWebhooks()).isEqualTo(1);
            assertThat(event.getDataObjectDeserializer().getObject())
                    .hasValueSatisfying(
                            object -> assertThat(((Session) object).getId()).isEqualTo(session));
        }
    }

    @Test
    void an_event_is_retried_with_growing_delays_until_it_is_accepted() throws StripeException {
        responseStatus = 500;
        var _ = payByCard();
        fixture.stripe.tick();
        fixture.stripe.tick();
        assertThat(received).hasSize(4);

        fixture.advance(Duration.ofSeconds(5));
        fixture.stripe.tick();
        assertThat(received).hasSize(8);
        fixture.advance(Duration.ofSeconds(59));
        assertThat(fixture.stripe.tick()).isZero();
        responseStatus = 200;
        fixture.advance(Duration.ofSeconds(1));
        fixture.stripe.tick();

        assertThat(received).hasSize(12);
        assertThat(fixture.stripe.events())
                .allSatisfy(event ->
                        assertThat(event.path("pending_webhooks").asInt()).isZero());
        fixture.advance(Duration.ofDays(4));
        assertThat(fixture.stripe.tick()).isZero();
    }

    @Test
    void a_dropped_event_never_arrives_and_a_repeated_one_arrives_as_often_as_planned() throws StripeException {
        fixture.stripe.webhooks().failNext(3, new DeliveryFault.Dropped());
        fixture.stripe.webhooks().failNext(1, new DeliveryFault.Repeated(50));

        var _ = payByCard();
        fixture.stripe.tick();

        assertThat(received).hasSize(50);
        assertThat(received).allSatisfy(one -> assertThat(one.body()).contains("checkout.session.completed"));
    }

    @Test
    void a_delayed_event_is_overtaken() throws StripeException {
        fixture.stripe.webhooks().failNext(1, new DeliveryFault.Delayed(Duration.ofSeconds(30)));
        var _ = payByCard();
        fixture.stripe.tick();
        assertThat(receivedTypes()).doesNotContain("payment_intent.created").hasSize(3);

        fixture.advance(Duration.ofSeconds(30));
        fixture.stripe.tick();

        assertThat(receivedTypes().getLast()).isEqualTo("payment_intent.created");
    }

    @Test
    void held_events_can_be_released_in_reverse_order() throws StripeException {
        fixture.stripe.webhooks().hold();
        var _ = payByCard();
        assertThat(fixture.stripe.tick()).isZero();

        fixture.stripe.webhooks().release(true);
        fixture.stripe.tick();

        assertThat(receivedTypes())
                .containsExactly(
                        "checkout.session.completed",
                        "payment_intent.succeeded",
                        "charge.succeeded",
                        "payment_intent.created");
    }

    @Test
    void stripe_java_rejects_a_wrong_or_stale_signature() throws StripeException {
        fixture.stripe.webhooks().failNext(1, new DeliveryFault.SignedWithWrongSecret());
        fixture.stripe.webhooks().failNext(1, new DeliveryFault.SignedAtOffset(Duration.ofSeconds(-301)));
        var _ = payByCard();
        fixture.stripe.tick();

        for (var refused : received.subList(0, 2)) {
            assertThatThrownBy(
                            () -> Webhook.constructEvent(refused.body(), refused.signature(), NEW_SECRET, 300, clock()))
                    .isInstanceOf(SignatureVerificationException.class);
        }
    }

    @Test
    void an_event_of_another_API_version_does_not_deserialize() throws StripeException {
        fixture.stripe.webhooks().failNext(4, new DeliveryFault.InApiVersion("2020-08-27"));
        var _ = payByCard();
        fixture.stripe.tick();

        var last = received.getLast();
        var event = Webhook.constructEvent(last.body(), last.signature(), NEW_SECRET, 300, clock());

        assertThat(event.getDataObjectDeserializer().getObject()).isEmpty();
    }

    @Test
    void a_test_can_deliver_a_signed_event_itself() throws StripeException {
        var _ = payByCard();
        var id = fixture.stripe.events().getLast().path("id").asText();

        var signedEvent = fixture.stripe.webhooks().signedEvent(id);

        assertThat(Webhook.constructEvent(signedEvent.body(), signedEvent.signature(), OLD_SECRET, 300, clock())
                        .getId())
                .isEqualTo(id);
    }

    private String payByCard() throws StripeException {
        var session = fixture.openSession(10_000).getId();
        fixture.stripe.pay(session, TestPaymentMethod.CARD);
        return session;
    }

    private List<String> receivedTypes() {
        return received.stream()
                .map(one ->
                        Webhook.constructEventWithoutVerification(one.body()).getType())
                .toList();
    }

    private Clock clock() {
        return Clock.fixed(fixture.now, ZoneOffset.UTC);
    }

    private HttpServer startWebhookServer() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = server.createContext("/hook", exchange -> {
                received.add(new ReceivedWebhook(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        exchange.getRequestHeaders().getFirst("Stripe-Signature")));
                exchange.sendResponseHeaders(responseStatus, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
