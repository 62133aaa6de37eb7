package credits.simulation.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.TestRequest;
import credits.local.stripe.webhook.SignatureHeader;
import java.time.Duration;
import java.util.List;

/// Stripe's deliveries of events: in any order, some twice, some never, and again until they are received.
final class SimulatedWebhooks {
    private static final int MAX_ATTEMPTS = 40;
    private static final int HTTP_OK = 200;
    private static final int USUAL_DELAY_MILLIS = 900_000;
    private static final int MAX_RETRY_MILLIS = 3_600_000;

    private final FlowSystem system;
    private int maxDelayMillis = USUAL_DELAY_MILLIS;
    private int sent;
    private int pending;

    SimulatedWebhooks(FlowSystem system) {
        this.system = system;
    }

    /// From now on, events are delivered at once.
    void deliverAtOnce() {
        maxDelayMillis = 1;
    }

    /// Sends the events since the last time.
    void sendNew() {
        var events = system.stripe.events();
        for (; sent < events.size(); sent++) {
            var event = events.get(sent);
            // Only that of a payment: the sweep asks for it, and for nothing else.
            boolean isLost =
                    event.path("type").asText().startsWith("checkout.session.") && system.choices.nextBoolean(0.1);
            int copies = isLost ? 0 : system.choices.nextBoolean(0.2) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) startDelivery(event, sent, copy);
        }
    }

    private void startDelivery(ObjectNode event, int number, int copy) {
        pending++;
        system.scheduler.addTask("event " + number + " copy " + copy, () -> deliver(event.toString()));
    }

    private void deliver(String body) {
        system.scheduler.sleep(Duration.ofMillis(system.choices.nextInt(maxDelayMillis)));
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var now = system.now();
            var signature = SignatureHeader.header(body, now, List.of(FlowSystem.WEBHOOK_SECRET));
            var response = system.webhook.callRoute(
                    TestRequest.of("POST /v1/stripe/webhook", "", now)
                            .withHeader("stripe-signature", signature)
                            .withJson(body),
                    FlowData.ORGANISATIONS);
            if (response.isPresent() && response.get().status() == HTTP_OK) break;
            system.scheduler.sleep(Duration.ofMillis(system.choices.nextInt(MAX_RETRY_MILLIS)));
        }
        pending--;
    }

    /// Whether all events are delivered, or lost.
    boolean isIdle() {
        return pending == 0;
    }

    /// The number of events so far.
    int events() {
        return sent;
    }
}
