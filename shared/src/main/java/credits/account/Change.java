package credits.account;

import credits.usage.BookedReport;
import java.util.List;

/// The result of a command: one more segment of the account's chain.
///
/// @param account the account after the change
/// @param ids the ids that must never be booked again
public record Change(Kind kind, Account account, List<Placed> ids, List<BookedReport> reports, List<Event> events) {
    public Change {
        ids = List.copyOf(ids);
        reports = List.copyOf(reports);
        events = List.copyOf(events);
    }

    /// The kind of event that caused a segment.
    public enum Kind {
        USAGE,
        LIMITS,
        TIME_ZONE,
        ADJUSTMENT,
        /// Credits were held.
        AUTHORIZATION,
        /// A call debited credits, from a hold or at once.
        CAPTURE,
        /// A hold was released.
        RELEASE,
        /// A call was refused.
        REFUSAL,
        /// A top-up has begun, and its key is taken.
        TOP_UP,
        /// A payment was credited.
        CREDIT,
        /// Credits of a payment were clawed back, or given again after a clawback.
        CLAWBACK
    }
}
