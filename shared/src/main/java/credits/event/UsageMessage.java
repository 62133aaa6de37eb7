package credits.event;

import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.UntrustedText;
import credits.usage.ReportRejection;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageReport;

/// A message on the usage queue: a report, or the reason why it can never be one. The rules are those of
/// `contract/usage-report.schema.json`, and a test compares them.
///
/// Ages and prices are not checked here, because whether the report has already been booked comes first.
public sealed interface UsageMessage {
    /// A report that may be booked.
    record Valid(UsageReport report) implements UsageMessage {}

    /// A message that is not a valid report and never will be.
    record Invalid(ReportRejection rejection) implements UsageMessage {}

    /// The maximum size of a message, in bytes of UTF-8.
    int MAX_BYTES = 256 * 1024;

    /// The maximum length of the reason, in characters.
    int MAX_DETAIL_LENGTH = 300;

    /// Parses the `body` of a message sent in the group `messageGroupId`, which must be the organisation that the
    /// report names.
    static UsageMessage parse(String body, String messageGroupId) {
        if (UntrustedText.exceedsBytes(body, MAX_BYTES)) {
            return invalid(RejectionReason.TOO_LARGE, "a report must have at most " + MAX_BYTES + " bytes");
        }
        Json json;
        try {
            json = Json.parse(body, MAX_BYTES);
        } catch (InvalidInputException invalid) {
            return invalid(RejectionReason.INVALID_JSON, invalid.fieldError().detail());
        }
        var message = parse(json);
        if (!(message instanceof Valid(var report))
                || report.organisation().value().equals(messageGroupId)) return message;
        return invalid(
                RejectionReason.ORGANISATION_MISMATCH,
                "/subject must be the message group that the message was sent in");
    }

    /// Parses a report that came without a message group.
    static UsageMessage parse(Json json) {
        try {
            return new Valid(UsageReportParser.parse(json));
        } catch (InvalidInputException invalid) {
            var error = invalid.fieldError();
            return invalid(RejectionReason.INVALID_REPORT, (error.pointer() + " " + error.detail()).strip());
        }
    }

    private static UsageMessage invalid(RejectionReason reason, String detail) {
        // The detail travels as a message attribute, which cannot hold every character that an unknown field's
        // name can.
        return new Invalid(new ReportRejection(reason, UntrustedText.toPrintableAscii(detail, MAX_DETAIL_LENGTH)));
    }
}
