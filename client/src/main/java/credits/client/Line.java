package credits.client;

import java.time.Instant;
import java.util.Optional;

/// One use of one operation; a line of a report. Identifiers are 1 to 64 characters of `0-9 A-Z a-z . _ : -`.
///
/// @param operation the code of an operation in the price list, such as `translation.document`
/// @param quantity how much of it was used
/// @param at when it was used; if absent, the time at which it is recorded
/// @param member the opaque id of the member who used it: never a name or an e-mail address
/// @param reference the feature's own id of what it was used on, such as a document
/// @param authorization the id of the authorization that the line is settled from
public record Line(
        String operation,
        Quantity quantity,
        Optional<Instant> at,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> authorization) {
    /// @throws IllegalArgumentException if an identifier has another form
    public Line {
        operation = Name.checked(operation, "operation");
        Name.check(member, "member");
        Name.check(reference, "reference");
        Name.check(authorization, "authorization");
    }

    /// A line without optional fields.
    public static Line of(String operation, Quantity quantity) {
        return new Line(operation, quantity, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Returns this line with the time of use.
    public Line at(Instant time) {
        return new Line(operation, quantity, Optional.of(time), member, reference, authorization);
    }

    /// Returns this line with the member who used the operation.
    public Line member(String id) {
        return new Line(operation, quantity, at, Optional.of(id), reference, authorization);
    }

    /// Returns this line with a reference to what the operation was used on.
    public Line reference(String id) {
        return new Line(operation, quantity, at, member, Optional.of(id), authorization);
    }

    /// Returns this line, to be settled from an authorization. A report closes the authorizations that its lines name,
    /// so all lines of one authorization must be recorded together; see
    /// [Usage#record(Organisation, java.util.List)].
    public Line authorization(String id) {
        return new Line(operation, quantity, at, member, reference, Optional.of(id));
    }
}
