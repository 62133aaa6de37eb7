package credits.webhook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One event on its way to one endpoint.
///
/// @param attempts the requests so far
/// @param retryUntil when the last attempt is made
/// @param lastAttemptAt the time of the newest request; empty before the first
/// @param lastResult the status of its response, or the reason why there is none, such as `timeout`
/// @param version the stored version that this one is based on; 0 for a new delivery
public record WebhookDelivery(
        EndpointId endpoint,
        DeliveryId id,
        PublishedEvent event,
        State state,
        int attempts,
        Instant retryUntil,
        Optional<Instant> lastAttemptAt,
        Optional<String> lastResult,
        long version) {
    /// An event as it was published.
    ///
    /// @param json the CloudEvent, which is the body of each request
    public record PublishedEvent(String id, String type, Instant occurredAt, String json) {
        DeliveryId deliveryId() {
            return DeliveryId.of(occurredAt, id);
        }
    }

    /// The state of a delivery.
    public enum State {
        /// It is sent, or waits to be sent again.
        PENDING,
        DELIVERED,
        /// It was given up, or never sent because the endpoint was off. It can be sent again.
        FAILED;

        /// Returns the state as the API writes it.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Returns the delivery of a new event: pending, or failed without an attempt while the endpoint is off.
    public static WebhookDelivery create(EventEndpoint endpoint, PublishedEvent event, Instant now) {
        return new WebhookDelivery(
                endpoint.id(),
                event.deliveryId(),
                event,
                endpoint.isEnabled() ? State.PENDING : State.FAILED,
                0,
                now.plus(EventEndpoint.MAX_RETRY_TIME),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /// Returns the delivery after an attempt.
    public WebhookDelivery attempted(State after, String result, Instant at) {
        return new WebhookDelivery(
                endpoint, id, event, after, attempts + 1, retryUntil, Optional.of(at), Optional.of(result), version);
    }

    /// Returns the delivery given up without an attempt.
    public WebhookDelivery givenUp() {
        return new WebhookDelivery(
                endpoint, id, event, State.FAILED, attempts, retryUntil, lastAttemptAt, lastResult, version);
    }

    /// Returns the delivery as it is sent once more, whether it has arrived before or not.
    public WebhookDelivery resent(Instant now) {
        return new WebhookDelivery(
                endpoint,
                id,
                event,
                State.PENDING,
                attempts,
                now.plus(EventEndpoint.MAX_RETRY_TIME),
                lastAttemptAt,
                lastResult,
                version);
    }
}
