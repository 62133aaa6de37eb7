package credits.client.authorization;

import credits.client.UsageQuantity;
import credits.client.internal.IdentifierFormat;
import java.time.Duration;
import java.util.Optional;

/// What a [Lease] holds. Identifiers are 1 to 64 characters of `0-9 A-Z a-z . _ : -`.
///
/// @param operation the code of an operation in the price list
/// @param maxQuantity the most that one hold may be for; how much one is for follows the demand
/// @param period how long a process decides from one hold: whole seconds, 1 s to 1 h; default 10 s. It is
///     also the most use that a crash loses, and a hold expires 30 seconds after it
/// @param member the opaque id of the member that all the use is for
/// @param reference the feature's own id of the object that all the use is for
public record LeaseRequest(
        String operation,
        UsageQuantity maxQuantity,
        Duration period,
        Optional<String> member,
        Optional<String> reference) {
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);
    private static final Duration MIN_PERIOD = Duration.ofSeconds(1);
    private static final Duration MAX_PERIOD = Duration.ofHours(1);

    /// @throws IllegalArgumentException if a field has another form
    public LeaseRequest {
        operation = IdentifierFormat.require(operation, "operation");
        IdentifierFormat.requireIfPresent(member, "member");
        IdentifierFormat.requireIfPresent(reference, "reference");
        boolean isWholeSeconds = period.equals(Duration.ofSeconds(period.toSeconds()));
        if (!isWholeSeconds || period.compareTo(MIN_PERIOD) < 0 || period.compareTo(MAX_PERIOD) > 0)
            throw new IllegalArgumentException("period must be whole seconds from 1 s to 1 h, not " + period);
    }

    /// A request for at most this quantity of an operation at once, without optional fields.
    public static LeaseRequest of(String operation, UsageQuantity maxQuantity) {
        return new LeaseRequest(operation, maxQuantity, DEFAULT_PERIOD, Optional.empty(), Optional.empty());
    }

    /// Returns this request with another [#period].
    public LeaseRequest period(Duration duration) {
        return new LeaseRequest(operation, maxQuantity, duration, member, reference);
    }

    /// Returns this request on behalf of a member.
    public LeaseRequest member(String id) {
        return new LeaseRequest(operation, maxQuantity, period, Optional.of(id), reference);
    }

    /// Returns this request with a reference to what the work is done on.
    public LeaseRequest reference(String id) {
        return new LeaseRequest(operation, maxQuantity, period, member, Optional.of(id));
    }
}
