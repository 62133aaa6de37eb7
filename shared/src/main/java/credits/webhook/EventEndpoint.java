package credits.webhook;

import credits.identity.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A receiver of the platform's events.
///
/// @param eventTypes the types that it receives; empty for all
/// @param isEnabled whether events are sent to it
/// @param secrets the secrets, newest first, at most two; older ones may have expired
/// @param failingSince the first failure since the last success; empty while it works
/// @param switchedOffAt when it was switched off because it kept failing; empty if it was not
/// @param changedBy the operator who last saved it
/// @param version the stored version that this one is based on; 0 for a new endpoint
public record EventEndpoint(
        EndpointId id,
        WebhookUrl url,
        List<String> eventTypes,
        boolean isEnabled,
        List<WebhookSecret> secrets,
        Optional<Instant> failingSince,
        Optional<Instant> switchedOffAt,
        MemberId changedBy,
        Instant changedAt,
        long version) {
    /// How long an event is retried, and how long an endpoint may fail before it is switched off.
    public static final Duration MAX_RETRY_TIME = Duration.ofDays(3);

    /// How long a secret stays valid beside the one that replaces it.
    public static final Duration SECRET_OVERLAP = Duration.ofHours(24);

    public EventEndpoint {
        eventTypes = List.copyOf(eventTypes);
        secrets = List.copyOf(secrets);
    }

    /// What an operator decides about an endpoint.
    public record Configuration(WebhookUrl url, List<String> eventTypes, boolean isEnabled) {
        public Configuration {
            eventTypes = List.copyOf(eventTypes);
        }
    }

    public static EventEndpoint create(
            EndpointId id, Configuration configuration, WebhookSecret secret, MemberId by, Instant now) {
        return new EventEndpoint(
                id,
                configuration.url(),
                configuration.eventTypes(),
                configuration.isEnabled(),
                List.of(secret),
                Optional.empty(),
                Optional.empty(),
                by,
                now,
                0);
    }

    /// Returns the endpoint as an operator saves it: what failed before is forgotten.
    public EventEndpoint reconfigured(Configuration to, MemberId by, Instant now) {
        return new EventEndpoint(
                id,
                to.url(),
                to.eventTypes(),
                to.isEnabled(),
                secrets,
                Optional.empty(),
                Optional.empty(),
                by,
                now,
                version);
    }

    /// Returns the endpoint with one more secret. The one before stays valid for [#SECRET_OVERLAP]; any older one is
    /// dropped at once.
    public EventEndpoint withSecret(WebhookSecret secret, MemberId by, Instant now) {
        var previous = secrets.getFirst().withExpiry(now.plus(SECRET_OVERLAP));
        return new EventEndpoint(
                id,
                url,
                eventTypes,
                isEnabled,
                List.of(secret, previous),
                failingSince,
                switchedOffAt,
                by,
                now,
                version);
    }

    /// Returns the endpoint after a failure, which is the first of a series unless it fails already.
    public EventEndpoint withFailure(Instant at) {
        return withHealth(isEnabled, Optional.of(failingSince.orElse(at)), switchedOffAt);
    }

    /// Returns the endpoint after a success.
    public EventEndpoint withSuccess() {
        return withHealth(isEnabled, Optional.empty(), switchedOffAt);
    }

    public EventEndpoint switchedOff(Instant at) {
        return withHealth(false, failingSince, Optional.of(at));
    }

    private EventEndpoint withHealth(boolean enabled, Optional<Instant> failing, Optional<Instant> off) {
        return new EventEndpoint(id, url, eventTypes, enabled, secrets, failing, off, changedBy, changedAt, version);
    }

    /// Whether all requests have failed for [#MAX_RETRY_TIME].
    public boolean hasFailedTooLong(Instant now) {
        return failingSince
                .filter(since -> !now.isBefore(since.plus(MAX_RETRY_TIME)))
                .isPresent();
    }

    public boolean receives(String eventType) {
        return eventTypes.isEmpty() || eventTypes.contains(eventType);
    }

    /// Returns the secrets that requests are signed with at `time`, newest first.
    public Stream<WebhookSecret> secretsAt(Instant time) {
        return secrets.stream().filter(secret -> secret.isValidAt(time));
    }
}
