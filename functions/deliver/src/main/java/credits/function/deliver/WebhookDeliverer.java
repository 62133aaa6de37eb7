package credits.function.deliver;

import credits.event.WebhookMessage;
import credits.webhook.EventEndpoint;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDelivery.State;
import credits.webhook.WebhookDeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Makes one attempt of a delivery and decides what follows from it.
///
/// A failed attempt is repeated for three days. An endpoint that has failed for as long without a single success, or
/// that responds 410 Gone, is switched off, and the platform's operators are told.
final class WebhookDeliverer {
    private final EventEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final WebhookClient client;
    private final RetrySchedule schedule;
    private final Consumer<EventEndpoint> reportSwitchedOff;
    private final InstantSource clock;

    /// @param reportSwitchedOff tells the operators about an endpoint that was switched off
    WebhookDeliverer(
            EventEndpointStore endpoints,
            WebhookDeliveryStore deliveries,
            WebhookClient client,
            RetrySchedule schedule,
            Consumer<EventEndpoint> reportSwitchedOff,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.client = client;
        this.schedule = schedule;
        this.reportSwitchedOff = reportSwitchedOff;
        this.clock = clock;
    }

    /// The outcome of an attempt.
    enum Outcome {
        DELIVERED,
        /// Delivered or given up before, or too old to be stored any more.
        ALREADY_DONE,
        WILL_RETRY,
        GIVEN_UP,
        ENDPOINT_OFF;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The result of an attempt.
    ///
    /// @param retryAfter the pause before the next attempt, if there is one
    record Attempt(Outcome outcome, Optional<Duration> retryAfter) {
        private static Attempt last(Outcome outcome) {
            return new Attempt(outcome, Optional.empty());
        }
    }

    Attempt attempt(WebhookMessage message) {
        var found = deliveries.find(message.endpoint(), message.delivery());
        if (found.isEmpty() || found.get().state() != State.PENDING) return Attempt.last(Outcome.ALREADY_DONE);
        var delivery = found.get();
        var endpoint = endpoints.find(message.endpoint());
        if (endpoint.filter(EventEndpoint::isEnabled).isEmpty()) {
            // The invocation that switched it off may have ended before this.
            endpoint.ifPresent(this::reportIfSwitchedOff);
            store(delivery.givenUp());
            return Attempt.last(Outcome.ENDPOINT_OFF);
        }
        var at = now();
        var response = client.post(
                endpoint.get().url(),
                signature(endpoint.get(), delivery, at),
                delivery.event().json());
        if (response.isSuccess()) return succeed(delivery, response);
        return fail(delivery, response);
    }

    private static SequencedMap<String, String> signature(
            EventEndpoint endpoint, WebhookDelivery delivery, Instant at) {
        return WebhookSignature.headers(
                endpoint.secretsAt(at), delivery.id(), at, delivery.event().json());
    }

    private Attempt succeed(WebhookDelivery delivery, WebhookResponse response) {
        store(delivery.attempted(State.DELIVERED, response.result(), now()));
        var _ = endpoints.update(delivery.endpoint(), EventEndpoint::withSuccess);
        return Attempt.last(Outcome.DELIVERED);
    }

    private Attempt fail(WebhookDelivery delivery, WebhookResponse response) {
        var at = now();
        boolean isOff = recordFailure(delivery, response, at);
        boolean isLast = isOff || !at.isBefore(delivery.retryUntil());
        var after = delivery.attempted(isLast ? State.FAILED : State.PENDING, response.result(), at);
        store(after);
        if (isOff) return Attempt.last(Outcome.ENDPOINT_OFF);
        if (isLast) return Attempt.last(Outcome.GIVEN_UP);
        var untilLast = Duration.between(at, delivery.retryUntil());
        return new Attempt(Outcome.WILL_RETRY, Optional.of(schedule.pauseAfter(after.attempts(), untilLast)));
    }

    // Returns whether the endpoint is off now.
    private boolean recordFailure(WebhookDelivery delivery, WebhookResponse response, Instant at) {
        var endpoint = endpoints.update(delivery.endpoint(), before -> {
            var failing = before.withFailure(at);
            boolean isOff = failing.isEnabled() && (response.isGone() || failing.hasFailedTooLong(at));
            return isOff ? failing.switchedOff(at) : failing;
        });
        endpoint.ifPresent(this::reportIfSwitchedOff);
        return endpoint.filter(EventEndpoint::isEnabled).isEmpty();
    }

    // Repeats are one e-mail.
    private void reportIfSwitchedOff(EventEndpoint endpoint) {
        if (endpoint.switchedOffAt().isPresent()) reportSwitchedOff.accept(endpoint);
    }

    // Another attempt of the same delivery, or its resending, came first: that counts.
    private void store(WebhookDelivery after) {
        var _ = deliveries.tryReplace(after);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
