package credits.client.usage;

import credits.client.UsageQuantity;
import credits.client.internal.IdentifierFormat;
import java.time.Instant;
import java.util.Optional;

/// The usage of one operation at one time: a line of a report. Identifiers are 1 to 64 characters of
/// `0-9 A-Z a-z . _ : -`.
///
/// @param operation the code of an operation in the price list, such as `translation.document`
/// @param usageQuantity how much of it was used
/// @param at when it was used; if absent, the time at which it is recorded
/// @param member the opaque id of the member who used it: never a name or an e-mail address
/// @param reference the feature's own id of what it was used on, such as a document
/// @param authorization the id of the authorization that the line is settled from
public record ReportLine(
        String operation,
        UsageQuantity usageQuantity,
        Optional<Instant> at,
        Optional<String> member,
        Optional<String> reference,
        Optional<String> authorization) {
    /// @throws IllegalArgumentException if an identifier has another form
    public ReportLine {
        operation = IdentifierFormat.require(operation, "operation");
        IdentifierFormat.requireIfPresent(member, "member");
        IdentifierFormat.requireIfPresent(reference, "reference");
        IdentifierFormat.requireIfPresent(authorization, "authorization");
    }

    /// A line without optional fields.
    public static ReportLine of(String operation, UsageQuantity usageQuantity) {
        return new ReportLine(
                operation, usageQuantity, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Returns this line with the time of use.
    public ReportLine at(Instant time) {
        return new ReportLine(operation, usageQuantity, Optional.of(time), member, reference, authorization);
    }

    /// Returns this line with the member who used the operation.
    public ReportLine member(String id) {
        return new ReportLine(operation, usageQuantity, at, Optional.of(id), reference, authorization);
    }

    /// Returns this line with a reference to what the operation was used on.
    public ReportLine reference(String id) {
        return new ReportLine(operation, usageQuantity, at, member, Optional.of(id), authorization);
    }

    /// Returns this line, to be settled from an authorization. A report closes the authorizations that its lines name,
    /// so all lines of one authorization must be recorded together; see
    /// [UsageReporter#record(Organisation, java.util.List)].
    public ReportLine authorization(String id) {
        return new ReportLine(operation, usageQuantity, at, member, reference, Optional.of(id));
    }
}
