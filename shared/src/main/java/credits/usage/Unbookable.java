package credits.usage;

import java.util.Locale;

/// Why a usage message can never be booked: a code for machines, a sentence for the feature's team.
///
/// @param detail what was wrong with which field; never a value longer than 100 characters
public record Unbookable(Reason reason, String detail) {

    /// The codes, as the invalid-usage queue carries them.
    public enum Reason {
        /// Not JSON, or not the JSON we take (too deep, a key twice, text behind the end).
        INVALID_JSON,
        /// JSON, but no usage report: a field is missing, unknown or out of bounds.
        INVALID_REPORT,
        /// Larger than a report may be.
        TOO_LARGE,
        /// The message was sent under another organisation than its report names.
        ORGANISATION_MISMATCH,
        /// The id belongs to a report with other contents, which is booked.
        CONFLICTING_REPORT,
        /// The operation had no price at the line's time.
        UNPRICED_OPERATION,
        /// The quantity costs more than a line may.
        COST_OUT_OF_RANGE,
        /// The report's or a line's time is more than 35 days before the message was sent.
        TOO_OLD,
        /// The id's, the report's or a line's time is more than five minutes after the message was sent.
        IN_FUTURE;

        /// The code in messages: the name in lower case.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
