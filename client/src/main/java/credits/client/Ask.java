package credits.client;

import java.time.Duration;
import java.util.Optional;

/// What a feature is about to spend. Names are 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an
/// [IllegalArgumentException].
///
/// @param operation the code of a price in the price list
/// @param quantity what it may need at most
/// @param expiresIn how long the hold stays if nobody settles it: whole seconds, 1 s to 24 h; default 15 min
/// @param member for whom
/// @param reference the feature's own id for what it works on
/// @param key a ULID or UUIDv7, to make a call again whose answer never came; a new one for every call by default. With
///     one, only an answer about this very key decides: a token that is not taken, say, ends as [NoAnswer]
public record Ask(
        String operation,
        Quantity quantity,
        Duration expiresIn,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> key) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    public Ask {
        operation = Name.checked(operation, "operation");
        Name.check(member, "member");
        Name.check(reference, "reference");
        Name.check(key, "key");
        boolean whole = expiresIn.equals(Duration.ofSeconds(expiresIn.toSeconds()));
        if (!whole || expiresIn.compareTo(SHORTEST) < 0 || expiresIn.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a hold lasts whole seconds from 1 s to 24 h, not " + expiresIn);
        }
    }

    /// For so much of `operation`.
    public static Ask of(String operation, Quantity quantity) {
        return new Ask(
                operation, quantity, Duration.ofMinutes(15), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same with another expiry.
    public Ask expiresIn(Duration time) {
        return new Ask(operation, quantity, time, member, reference, key);
    }

    /// The same for `id`.
    public Ask member(String id) {
        return new Ask(operation, quantity, expiresIn, Optional.of(id), reference, key);
    }

    /// The same for work on `id`.
    public Ask reference(String id) {
        return new Ask(operation, quantity, expiresIn, member, Optional.of(id), key);
    }

    /// The same under the key of an earlier call.
    public Ask key(String id) {
        return new Ask(operation, quantity, expiresIn, member, reference, Optional.of(id));
    }
}
