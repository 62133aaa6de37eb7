package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.usage.BookedReport;
import java.util.List;

/// The result of a command: one more segment of the account's chain.
///
/// @param account the account after the change
/// @param recordedIds the ids that must never be booked again
public record AccountChange(
        Kind kind,
        Account account,
        List<RecordedId> recordedIds,
        List<BookedReport> reports,
        List<DomainEvent> events) {
    public AccountChange {
        recordedIds = List.copyOf(recordedIds);
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
        /// A top-up was started, and its key is taken.
        TOP_UP,
        /// A payment was credited.
        CREDIT,
        /// Credits of a payment were clawed back, or restored after a clawback.
        CLAWBACK
    }
}
