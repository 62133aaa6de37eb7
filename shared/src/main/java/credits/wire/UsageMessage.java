package credits.wire;

import credits.usage.Unbookable;
import credits.usage.Unbookable.Reason;
import credits.usage.UsageReport;

/// A message on the usage queue: a report, or the reason why it can never be one. The rules are those of
/// `contract/usage-report.schema.json`, and a test compares them.
///
/// Ages and prices are not checked here, because whether the report has already been booked comes first.
public sealed interface UsageMessage {
    /// A report that may be booked.
    record Valid(UsageReport report) implements UsageMessage {}

    /// A message that is not a valid report and never will be.
    record Invalid(Unbookable why) implements UsageMessage {}

    /// The maximum size of a message, in bytes of UTF-8.
    int MOST_BYTES = 256 * 1024;

    /// The maximum length of the reason, in characters.
    int LONGEST_DETAIL = 300;

    /// Parses the `body` of a message sent in the group `messageGroupId`, which must be the organisation that the
    /// report names.
    static UsageMessage parse(String body, String messageGroupId) {
        if (Utf8.exceeds(body, MOST_BYTES)) {
            return invalid(Reason.TOO_LARGE, "a report has at most " + MOST_BYTES + " bytes");
        }
        Json json;
        try {
            json = Json.parse(body, MOST_BYTES);
        } catch (Malformed malformed) {
            return invalid(Reason.INVALID_JSON, malformed.violation().detail());
        }
        try {
            return sentUnder(messageGroupId, CloudEvent.report(json));
        } catch (Malformed malformed) {
            var violation = malformed.violation();
            return invalid(Reason.INVALID_REPORT, (violation.pointer() + " " + violation.detail()).strip());
        }
    }

    private static UsageMessage sentUnder(String messageGroupId, UsageReport report) {
        if (report.organisation().value().equals(messageGroupId)) return new Valid(report);
        return invalid(Reason.ORGANISATION_MISMATCH, "/subject must be the message group that the message was sent in");
    }

    private static UsageMessage invalid(Reason reason, String detail) {
        // The detail travels as a message attribute, which cannot hold every character that an unknown field's
        // name can.
        return new Invalid(new Unbookable(reason, Utf8.quotable(detail, LONGEST_DETAIL)));
    }
}
