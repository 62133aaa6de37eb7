package credits.client;

import java.time.Duration;
import java.util.Optional;

/// What a feature is about to spend. Identifiers are 1 to 64 characters of `0-9 A-Z a-z . _ : -`.
///
/// @param operation the code of an operation in the price list
/// @param quantity the most that the work may need
/// @param expiresIn when the hold expires unless it is settled: whole seconds, 1 s to 24 h; default 15 min
/// @param member the opaque id of the member that the work is for
/// @param reference the feature's own id of what it works on
/// @param key a ULID or UUIDv7, to repeat a request whose outcome is unknown; by default every request
///     gets a new one. With a key, only an answer about that key is final: an invalid token, for example, leads
///     to an [NoAnswer]
public record Ask(
        String operation,
        Quantity quantity,
        Duration expiresIn,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> key) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /// @throws IllegalArgumentException if a field has another form
    public Ask {
        operation = Name.checked(operation, "operation");
        Name.check(member, "member");
        Name.check(reference, "reference");
        Name.check(key, "key");
        boolean whole = expiresIn.equals(Duration.ofSeconds(expiresIn.toSeconds()));
        if (!whole || expiresIn.compareTo(SHORTEST) < 0 || expiresIn.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("expiresIn must be whole seconds from 1 s to 24 h, not " + expiresIn);
        }
    }

    /// A request for a quantity of an operation, without optional fields.
    public static Ask of(String operation, Quantity quantity) {
        return new Ask(
                operation, quantity, Duration.ofMinutes(15), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Returns this request with another expiry.
    public Ask expiresIn(Duration time) {
        return new Ask(operation, quantity, time, member, reference, key);
    }

    /// Returns this request on behalf of a member.
    public Ask member(String id) {
        return new Ask(operation, quantity, expiresIn, Optional.of(id), reference, key);
    }

    /// Returns this request with a reference to what the work is done on.
    public Ask reference(String id) {
        return new Ask(operation, quantity, expiresIn, member, Optional.of(id), key);
    }

    /// Returns this request with the idempotency key of an earlier one, to repeat it.
    public Ask key(String id) {
        return new Ask(operation, quantity, expiresIn, member, reference, Optional.of(id));
    }
}
