package credits.local;

import credits.local.demo.Scenario;
import credits.local.demo.Scenarios;
import java.util.List;

/// The demo organisations for tests: with a tenth of their entries, or all of them with `-Dfull=true`. What
/// they spend, and so the states they end in, is the same.
final class TestScenarios {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int ENTRY_DIVISOR = 10;

    private TestScenarios() {}

    /// The scenarios for the running system, which books them: the real ones in a full run.
    static List<Scenario> toBook() {
        return FULL ? Scenarios.all(Scenarios.LARGE_MONTH_ENTRIES) : lighter(4_000);
    }

    /// The scenarios to compute in memory for many moments: the large one stays smaller in a full run too.
    static List<Scenario> toWorkOut() {
        return FULL ? Scenarios.all(2_000) : lighter(2_000);
    }

    private static List<Scenario> lighter(int largeMonthEntries) {
        return Scenarios.all(largeMonthEntries).stream()
                .map(TestScenarios::lighter)
                .toList();
    }

    private static Scenario lighter(Scenario scenario) {
        var monthPlans =
                scenario.monthPlans().stream().map(TestScenarios::lighter).toList();
        return new Scenario(
                scenario.id(),
                scenario.description(),
                scenario.timeZone(),
                scenario.members(),
                monthPlans,
                scenario.endsOverspent());
    }

    private static Scenario.MonthPlan lighter(Scenario.MonthPlan monthPlan) {
        return new Scenario.MonthPlan(
                monthPlan.creditsGranted(),
                monthPlan.limits(),
                monthPlan.targetCost(),
                monthPlan.targetEntries() / ENTRY_DIVISOR,
                monthPlan.isCostToDate());
    }
}
