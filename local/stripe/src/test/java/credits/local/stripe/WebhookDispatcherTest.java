package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import credits.local.stripe.account.Method;
import credits.local.stripe.webhook.Endpoint;
import credits.local.stripe.webhook.Trick;
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

class WebhooksTest {
    private static final String OLD = "whsec_old";
    private static final String NEW = "whsec_new";

    private record Received(String body, String signature) {}

    private final Seller seller = new Seller();
    private final List<Received> received = new ArrayList<>();
    private final HttpServer shop = shop();
    private int answer = 200;

    @BeforeEach
    void listen() {
        seller.stripe
                .webhooks()
                .deliverTo(new Endpoint(
                        URI.create("http://localhost:" + shop.getAddress().getPort() + "/hook"), List.of(OLD, NEW)));
    }

    @AfterEach
    void stop() {
        shop.stop(0);
        seller.close();
    }

    @Test
    void an_event_is_signed_with_every_secret_and_reads_as_the_librarys_own() throws StripeException {
        var session = paid();

        seller.stripe.tick();

        var last = received.getLast();
        for (var secret : List.of(OLD, NEW)) {
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
    void an_event_comes_again_until_it_is_taken_and_later_each_time() throws StripeException {
        answer = 500;
        var _ = paid();
        seller.stripe.tick();
        seller.stripe.tick();
        assertThat(received).hasSize(4);

        seller.pass(Duration.ofSeconds(5));
        seller.stripe.tick();
        assertThat(received).hasSize(8);
        seller.pass(Duration.ofSeconds(59));
        assertThat(seller.stripe.tick()).isZero();
        answer = 200;
        seller.pass(Duration.ofSeconds(1));
        seller.stripe.tick();

        assertThat(received).hasSize(12);
        assertThat(seller.stripe.events())
                .allSatisfy(event ->
                        assertThat(event.path("pending_webhooks").asInt()).isZero());
        seller.pass(Duration.ofDays(4));
        assertThat(seller.stripe.tick()).isZero();
    }

    @Test
    void a_dropped_event_never_comes_and_a_repeated_one_comes_so_often() throws StripeException {
        seller.stripe.webhooks().next(3, new Trick.Dropped());
        seller.stripe.webhooks().next(1, new Trick.Repeated(50));

        var _ = paid();
        seller.stripe.tick();

        assertThat(received).hasSize(50);
        assertThat(received).allSatisfy(one -> assertThat(one.body()).contains("checkout.session.completed"));
    }

    @Test
    void a_delayed_event_is_overtaken() throws StripeException {
        seller.stripe.webhooks().next(1, new Trick.Delayed(Duration.ofSeconds(30)));
        var _ = paid();
        seller.stripe.tick();
        assertThat(types()).doesNotContain("payment_intent.created").hasSize(3);

        seller.pass(Duration.ofSeconds(30));
        seller.stripe.tick();

        assertThat(types().getLast()).isEqualTo("payment_intent.created");
    }

    @Test
    void what_is_held_back_can_go_out_the_other_way_round() throws StripeException {
        seller.stripe.webhooks().hold();
        var _ = paid();
        assertThat(seller.stripe.tick()).isZero();

        seller.stripe.webhooks().release(true);
        seller.stripe.tick();

        assertThat(types())
                .containsExactly(
                        "checkout.session.completed",
                        "payment_intent.succeeded",
                        "charge.succeeded",
                        "payment_intent.created");
    }

    @Test
    void a_wrong_or_stale_signature_is_what_the_library_refuses() throws StripeException {
        seller.stripe.webhooks().next(1, new Trick.WronglySigned());
        seller.stripe.webhooks().next(1, new Trick.SignedAt(Duration.ofSeconds(-301)));
        var _ = paid();
        seller.stripe.tick();

        for (var refused : received.subList(0, 2)) {
            assertThatThrownBy(() -> Webhook.constructEvent(refused.body(), refused.signature(), NEW, 300, clock()))
                    .isInstanceOf(SignatureVerificationException.class);
        }
    }

    @Test
    void an_event_of_another_version_of_the_api_does_not_deserialize() throws StripeException {
        seller.stripe.webhooks().next(4, new Trick.InVersion("2020-08-27"));
        var _ = paid();
        seller.stripe.tick();

        var last = received.getLast();
        var event = Webhook.constructEvent(last.body(), last.signature(), NEW, 300, clock());

        assertThat(event.getDataObjectDeserializer().getObject()).isEmpty();
    }

    @Test
    void a_test_can_carry_an_event_itself() throws StripeException {
        var _ = paid();
        var id = seller.stripe.events().getLast().path("id").asText();

        var signed = seller.stripe.webhooks().signed(id);

        assertThat(Webhook.constructEvent(signed.body(), signed.signature(), OLD, 300, clock())
                        .getId())
                .isEqualTo(id);
    }

    private String paid() throws StripeException {
        var session = seller.open(10_000).getId();
        seller.stripe.pay(session, Method.CARD);
        return session;
    }

    private List<String> types() {
        return received.stream()
                .map(one ->
                        Webhook.constructEventWithoutVerification(one.body()).getType())
                .toList();
    }

    private Clock clock() {
        return Clock.fixed(seller.now, ZoneOffset.UTC);
    }

    private HttpServer shop() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = server.createContext("/hook", exchange -> {
                received.add(new Received(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        exchange.getRequestHeaders().getFirst("Stripe-Signature")));
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
