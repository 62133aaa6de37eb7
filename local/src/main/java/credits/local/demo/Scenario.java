package credits.local.demo;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What one demo organisation is like.
///
/// @param id as tokens and reports name it
/// @param description one line for a newcomer
/// @param timeZone its own time zone; empty for the deployment's
/// @param members who uses it; the first is the owner
/// @param monthPlans its months, oldest first; the last is the current one; none for one that has done nothing
/// @param endsOverspent does the current month end with work that is too dear for what is left?
public record Scenario(
        String id,
        String description,
        Optional<ZoneId> timeZone,
        List<String> members,
        List<MonthPlan> monthPlans,
        boolean endsOverspent) {
    public Scenario {
        members = List.copyOf(members);
        monthPlans = List.copyOf(monthPlans);
    }

    /// A month as it was planned.
    ///
    /// @param creditsGranted what is given on its first day, in EUR; none when empty
    /// @param limits what is set on its first day, alert threshold and allowed limit in EUR; unchanged when empty
    /// @param targetCost about what its usage costs in EUR
    /// @param targetEntries about how many lines are reported in a whole month
    /// @param isCostToDate does `targetCost` stand for the part of the month that is over? Else for the whole month
    public record MonthPlan(
            Optional<String> creditsGranted,
            Optional<LimitsPlan> limits,
            double targetCost,
            int targetEntries,
            boolean isCostToDate) {}

    /// Two limits.
    public record LimitsPlan(String alertThreshold, String allowedLimit) {}

    public String owner() {
        return members.getFirst();
    }

    public String otherMember() {
        return members.get(1);
    }

    /// The month that `months.get(index)` is, if the last one is `currentMonth`.
    YearMonth month(int index, YearMonth currentMonth) {
        return currentMonth.minusMonths(monthPlans.size() - 1L - index);
    }
}
