package credits.local.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.StripeAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Delivers events in order until the endpoint returns 2xx or the retries are exhausted. Delivers only when
/// [#deliverDue] is called, by its clock.
public final class WebhookDispatcher implements AutoCloseable {
    private static final List<String> UNKNOWN_SECRET = List.of("whsec_of_somebody_else");

    private final WebhookSender sender = new WebhookSender();
    private final StripeAccount account;
    private final InstantSource clock;
    private final List<Duration> retryDelays;
    private final Deque<DeliveryFault> plannedFaults = new ArrayDeque<>();
    private final List<ScheduledDelivery> scheduled = new ArrayList<>();
    private final List<DeliveryAttempt> attempts = new ArrayList<>();
    private Optional<WebhookEndpoint> endpoint = Optional.empty();
    private boolean isHeld;

    /// A delivery attempt, with the status of the response; 0 if there was none.
    public record DeliveryAttempt(String eventId, String eventType, Instant at, int number, int status) {
        public boolean isAccepted() {
            return status >= 200 && status < 300;
        }
    }

    /// @param retryDelays the delays after failed attempts
    public WebhookDispatcher(StripeAccount account, InstantSource clock, List<Duration> retryDelays) {
        this.account = account;
        this.clock = clock;
        this.retryDelays = List.copyOf(retryDelays);
    }

    /// Sends events to this endpoint from now on; events before the first endpoint are not delivered, as with Stripe.
    public synchronized void deliverTo(WebhookEndpoint newEndpoint) {
        collectNewEvents();
        endpoint = Optional.of(newEndpoint);
    }

    public synchronized Optional<WebhookEndpoint> endpoint() {
        return endpoint;
    }

    /// Plans a delivery fault for the next events.
    public synchronized void failNext(int count, DeliveryFault fault) {
        collectNewEvents();
        for (int i = 0; i < count; i++) plannedFaults.add(fault);
    }

    /// Holds all deliveries until [#release].
    public synchronized void hold() {
        isHeld = true;
    }

    /// Releases held deliveries, in order or reversed.
    public synchronized void release(boolean isReversed) {
        collectNewEvents();
        if (isReversed) Collections.reverse(scheduled);
        isHeld = false;
    }

    public synchronized boolean isHeld() {
        return isHeld;
    }

    /// The ids of the pending events, in order of delivery.
    public synchronized List<String> scheduledEventIds() {
        collectNewEvents();
        return scheduled.stream().map(ScheduledDelivery::id).toList();
    }

    /// All delivery attempts so far, oldest first.
    public synchronized List<DeliveryAttempt> attempts() {
        return List.copyOf(attempts);
    }

    /// Delivers an earlier event again, like the dashboard's button.
    public synchronized void resend(String eventId) {
        collectNewEvents();
        var event = account.exclusively(() -> account.get("event", eventId));
        scheduled.add(new ScheduledDelivery(event, clock.instant(), 0, Optional.empty()));
    }

    /// Delivers everything that is due, and what becomes due by doing so. Returns the number of attempts.
    public int deliverDue() {
        int attempts = 0;
        for (var next = pollDue(); next.isPresent(); next = pollDue()) {
            deliver(next.get());
            attempts++;
        }
        return attempts;
    }

    /// The event as it would be delivered now, for a test that delivers it itself.
    public SignedEvent signedEvent(String eventId) {
        var event = account.exclusively(() -> account.get("event", eventId).deepCopy());
        var secrets = endpoint().map(WebhookEndpoint::secrets).orElse(UNKNOWN_SECRET);
        return sign(new ScheduledDelivery(event, clock.instant(), 0, Optional.empty()), secrets);
    }

    @Override
    public void close() {
        sender.close();
    }

    private synchronized Optional<ScheduledDelivery> pollDue() {
        collectNewEvents();
        if (isHeld || endpoint.isEmpty()) return Optional.empty();
        var due = scheduled.stream()
                .filter(one -> !one.dueAt().isAfter(clock.instant()))
                .findFirst();
        due.ifPresent(scheduled::remove);
        return due;
    }

    private void deliver(ScheduledDelivery delivery) {
        var target = endpoint().orElseThrow();
        int status = sender.send(target, sign(delivery, target.secrets()));
        var attempt =
                new DeliveryAttempt(delivery.id(), delivery.type(), clock.instant(), delivery.attempt() + 1, status);
        record(delivery, attempt);
        if (attempt.isAccepted()) setPendingWebhooks(delivery.event(), 0);
    }

    private synchronized void record(ScheduledDelivery delivery, DeliveryAttempt attempt) {
        attempts.add(attempt);
        if (!attempt.isAccepted() && delivery.attempt() < retryDelays.size())
            scheduled.add(delivery.retryAt(clock.instant().plus(retryDelays.get(delivery.attempt()))));
    }

    private SignedEvent sign(ScheduledDelivery delivery, List<String> secrets) {
        var event = account.exclusively(() -> delivery.event().deepCopy());
        var at = clock.instant();
        if (delivery.fault().orElse(null) instanceof DeliveryFault.InApiVersion(var version))
            event.put("api_version", version);
        if (delivery.fault().orElse(null) instanceof DeliveryFault.SignedAtOffset(var offset)) at = at.plus(offset);
        boolean hasWrongSecret = delivery.fault().orElse(null) instanceof DeliveryFault.SignedWithWrongSecret;
        var body = event.toPrettyString();
        return new SignedEvent(
                delivery.id(),
                delivery.type(),
                body,
                SignatureHeader.header(body, at, hasWrongSecret ? UNKNOWN_SECRET : secrets));
    }

    /// Takes the new events of the account, with the planned faults.
    private void collectNewEvents() {
        for (var event = nextNewEvent(); event.isPresent(); event = nextNewEvent()) {
            if (endpoint.isEmpty()) continue;
            setPendingWebhooks(event.get(), 1);
            schedule(event.get(), Optional.ofNullable(plannedFaults.poll()));
        }
    }

    private Optional<ObjectNode> nextNewEvent() {
        return account.exclusively(() -> account.events().pollUndelivered());
    }

    private void schedule(ObjectNode event, Optional<DeliveryFault> fault) {
        var now = clock.instant();
        switch (fault.orElse(new DeliveryFault.Repeated(1))) {
            case DeliveryFault.Dropped() -> {
                // Dropped on purpose.
            }
            case DeliveryFault.Repeated(var times) -> {
                for (int i = 0; i < times; i++) scheduled.add(new ScheduledDelivery(event, now, 0, fault));
            }
            case DeliveryFault.Delayed(var by) -> scheduled.add(new ScheduledDelivery(event, now.plus(by), 0, fault));
            case DeliveryFault.SignedWithWrongSecret _, DeliveryFault.SignedAtOffset _, DeliveryFault.InApiVersion _ ->
                scheduled.add(new ScheduledDelivery(event, now, 0, fault));
        }
    }

    private void setPendingWebhooks(ObjectNode event, int webhooks) {
        var _ = account.exclusively(() -> event.put("pending_webhooks", webhooks));
    }
}
