package credits.account;

import credits.usage.BookedReport;
import java.util.List;

/// What a command makes of an account: one more segment of its chain.
///
/// @param account as it stands afterwards
/// @param ids what must never be booked again
public record Change(Kind kind, Account account, List<Placed> ids, List<BookedReport> reports, List<Event> events) {
    public Change {
        ids = List.copyOf(ids);
        reports = List.copyOf(reports);
        events = List.copyOf(events);
    }

    /// What caused a segment.
    public enum Kind {
        USAGE,
        LIMITS,
        TIME_ZONE,
        ADJUSTMENT,
        /// Credits were set aside.
        AUTHORIZATION,
        /// A call debited: from a hold, or at once.
        CAPTURE,
        /// Credits set aside were given back.
        RELEASE,
        /// A call was refused.
        REFUSAL,
        /// A top-up has begun: its key is taken.
        TOP_UP,
        /// Credits were paid for.
        CREDIT,
        /// Credits were taken back, or given again, with their payment.
        CLAWBACK
    }
}
