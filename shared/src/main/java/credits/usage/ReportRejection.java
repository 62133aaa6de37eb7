package credits.usage;

import java.util.Locale;

/// The reason why a usage message can never be booked: a code for programs and a sentence for the feature's team.
///
/// @param detail which field is wrong and why; never with a value longer than 100 characters
public record ReportRejection(RejectionReason reason, String detail) {

    /// The codes, as the invalid-usage queue carries them.
    public enum RejectionReason {
        /// Not JSON, or not JSON that we accept (too deep, a duplicate key, text after the end).
        INVALID_JSON,
        /// JSON, but not a usage report: a field is missing, unknown or out of bounds.
        INVALID_REPORT,
        /// Larger than a report may be.
        TOO_LARGE,
        /// The message was sent in the group of an organisation other than the one that its report names.
        ORGANISATION_MISMATCH,
        /// The organisation has no account, and use opens none.
        UNKNOWN_ORGANISATION,
        /// The sender of the message may not report for this source, or not this operation.
        SENDER_NOT_ALLOWED,
        /// The id belongs to a report with other content that is already booked.
        CONFLICTING_REPORT,
        /// The operation had no price at the line's time.
        UNPRICED_OPERATION,
        /// The line costs more than the maximum.
        COST_OUT_OF_RANGE,
        /// The id's, the report's or a line's time is more than 35 days before the message was sent.
        TOO_OLD,
        /// The id's, the report's or a line's time is more than five minutes after the message was sent.
        IN_FUTURE;

        /// Returns the code used in messages: the name in lower case.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
