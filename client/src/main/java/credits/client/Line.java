package credits.client;

import java.time.Instant;
import java.util.Optional;

/// One use of one operation. Names are 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an
/// [IllegalArgumentException].
///
/// @param operation the code of a price in the price list, such as `translation.document`
/// @param at when it was used; without it, when it is recorded
/// @param member who used it: an opaque id, never a name or an e-mail address
/// @param reference the feature's own id for what it was used on
/// @param authorization the hold to settle the line from
public record Line(
        String operation,
        Quantity quantity,
        Optional<Instant> at,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> authorization) {
    public Line {
        operation = Name.checked(operation, "operation");
        Name.check(member, "member");
        Name.check(reference, "reference");
        Name.check(authorization, "authorization");
    }

    /// What was used, and how much of it.
    public static Line of(String operation, Quantity quantity) {
        return new Line(operation, quantity, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same, used at `time`.
    public Line at(Instant time) {
        return new Line(operation, quantity, Optional.of(time), member, reference, authorization);
    }

    /// The same, used by `id`.
    public Line member(String id) {
        return new Line(operation, quantity, at, Optional.of(id), reference, authorization);
    }

    /// The same, used on `id`.
    public Line reference(String id) {
        return new Line(operation, quantity, at, member, Optional.of(id), authorization);
    }

    /// The same, settled from the hold `id`. A report closes the holds that its lines name: lines that share a hold
    /// must be recorded together, see [Usage#record(Organisation, java.util.List)].
    public Line authorization(String id) {
        return new Line(operation, quantity, at, member, reference, Optional.of(id));
    }
}
