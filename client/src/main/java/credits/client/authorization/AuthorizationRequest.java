package credits.client.authorization;

import credits.client.UsageQuantity;
import credits.client.internal.IdentifierFormat;
import java.time.Duration;
import java.util.Optional;

/// A request to authorize what a feature is about to spend. Identifiers are 1 to 64 characters of
/// `0-9 A-Z a-z . _ : -`.
///
/// @param operation the code of an operation in the price list
/// @param usageQuantity the most that the work may need
/// @param expiresIn when the hold expires unless it is settled: whole seconds, 1 s to 24 h; default 15 min
/// @param member the opaque id of the member that the work is for
/// @param reference the feature's own id of the object that it works on
/// @param idempotencyKey a ULID or UUIDv7, to repeat a request whose outcome is unknown; by default every request
///     gets a new one. The first request with a key must come within 35 days of its creation. With a key, only an
///     answer about that key is final: an invalid token, for example, leads to an [OutcomeUnknownException]
public record AuthorizationRequest(
        String operation,
        UsageQuantity usageQuantity,
        Duration expiresIn,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> idempotencyKey) {
    private static final Duration MIN_EXPIRY = Duration.ofSeconds(1);
    private static final Duration MAX_EXPIRY = Duration.ofHours(24);

    /// @throws IllegalArgumentException if a field has another form
    public AuthorizationRequest {
        operation = IdentifierFormat.require(operation, "operation");
        IdentifierFormat.requireIfPresent(member, "member");
        IdentifierFormat.requireIfPresent(reference, "reference");
        IdentifierFormat.requireIfPresent(idempotencyKey, "key");
        boolean isWholeSeconds = expiresIn.equals(Duration.ofSeconds(expiresIn.toSeconds()));
        if (!isWholeSeconds || expiresIn.compareTo(MIN_EXPIRY) < 0 || expiresIn.compareTo(MAX_EXPIRY) > 0) {
            throw new IllegalArgumentException("expiresIn must be whole seconds from 1 s to 24 h, not " + expiresIn);
        }
    }

    /// A request for a quantity of an operation, without optional fields.
    public static AuthorizationRequest of(String operation, UsageQuantity usageQuantity) {
        return new AuthorizationRequest(
                operation, usageQuantity, Duration.ofMinutes(15), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Returns this request with another expiry.
    public AuthorizationRequest expiresIn(Duration duration) {
        return new AuthorizationRequest(operation, usageQuantity, duration, member, reference, idempotencyKey);
    }

    /// Returns this request on behalf of a member.
    public AuthorizationRequest member(String id) {
        return new AuthorizationRequest(
                operation, usageQuantity, expiresIn, Optional.of(id), reference, idempotencyKey);
    }

    /// Returns this request with a reference to what the work is done on.
    public AuthorizationRequest reference(String id) {
        return new AuthorizationRequest(operation, usageQuantity, expiresIn, member, Optional.of(id), idempotencyKey);
    }

    /// Returns this request with the idempotency key of an earlier one, to repeat it.
    public AuthorizationRequest idempotencyKey(String key) {
        return new AuthorizationRequest(operation, usageQuantity, expiresIn, member, reference, Optional.of(key));
    }
}
