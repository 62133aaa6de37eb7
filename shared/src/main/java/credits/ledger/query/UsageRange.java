package credits.ledger.query;

import java.time.LocalDate;

/// A range of days of which usage is summed.
///
/// @param from the first day
/// @param to the last day
/// @param grouping what the sums are by
public record UsageRange(LocalDate from, LocalDate to, UsageGrouping grouping) {
    /// What usage is summed by.
    public enum UsageGrouping {
        DAY,
        MEMBER,
        OPERATION,
        CATEGORY
    }

    boolean contains(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }
}
