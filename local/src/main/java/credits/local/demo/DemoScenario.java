package credits.local.demo;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The profile of one demo organisation.
///
/// @param id its id in tokens and reports
/// @param description one line for newcomers
/// @param timeZone its own time zone; the deployment's default if empty
/// @param members its members; the first is the owner
/// @param monthPlans oldest first, the last is the current month; empty for a new account
/// @param buyer the buyer on its invoices; it has no payments without one
/// @param showsAllPayments whether it also has a returned, an open and a refunded payment, and credits held for work in
///     progress
/// @param endsOverspent whether the current month ends with usage that exceeds the balance or the limit
public record DemoScenario(
        String id,
        String description,
        Optional<ZoneId> timeZone,
        List<String> members,
        Optional<DemoBuyer> buyer,
        List<MonthPlan> monthPlans,
        boolean showsAllPayments,
        boolean endsOverspent) {
    public DemoScenario {
        members = List.copyOf(members);
        monthPlans = List.copyOf(monthPlans);
    }

    /// The plan of one month.
    ///
    /// @param creditsBought the credits bought on its first day, in EUR; none if empty
    /// @param creditsGranted the credits granted by the operator on its first day, in EUR; none if empty
    /// @param limits the limits set on its first day; unchanged if empty
    /// @param targetCost the approximate cost of its usage in EUR
    /// @param targetEntries the approximate number of lines reported in a whole month
    /// @param isCostToDate whether `targetCost` covers only the part of the month that is over, not
    ///     the whole month
    public record MonthPlan(
            Optional<String> creditsBought,
            Optional<String> creditsGranted,
            Optional<LimitsPlan> limits,
            double targetCost,
            int targetEntries,
            boolean isCostToDate) {}

    /// Both limits, in EUR.
    ///
    /// @param earlierAlerts the amounts, or percentages of the limit, at which people are alerted as well.
    ///     With any, they are also alerted if the forecast says that the limit will be used up
    public record LimitsPlan(String alertThreshold, String allowedLimit, List<String> earlierAlerts) {
        public LimitsPlan {
            earlierAlerts = List.copyOf(earlierAlerts);
        }

        LimitsPlan(String alertThreshold, String allowedLimit) {
            this(alertThreshold, allowedLimit, List.of());
        }
    }

    public String owner() {
        return members.getFirst();
    }

    public String otherMember() {
        return members.get(1);
    }

    /// The month of `monthPlans.get(index)`, if the last plan is for `currentMonth`.
    YearMonth month(int index, YearMonth currentMonth) {
        return currentMonth.minusMonths(monthPlans.size() - 1L - index);
    }
}
