package credits.local;

import credits.local.demo.DemoScenario;
import credits.local.demo.DemoScenarios;
import java.util.List;

/// The demo organisations for tests: with a tenth of their entries, or all of them with `-Dfull=true`. What
/// they spend, and so the states they end in, is the same.
final class TestScenarios {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int ENTRY_DIVISOR = 10;

    private TestScenarios() {}

    /// The scenarios for the running system, which books them: the real ones in a full run.
    static List<DemoScenario> forRunningSystem() {
        return FULL ? DemoScenarios.all(DemoScenarios.LARGE_MONTH_ENTRIES) : reduced(4_000);
    }

    /// The scenarios to compute in memory for many moments: the large one stays smaller in a full run too.
    static List<DemoScenario> forComputing() {
        return FULL ? DemoScenarios.all(2_000) : reduced(2_000);
    }

    private static List<DemoScenario> reduced(int largeMonthEntries) {
        return DemoScenarios.all(largeMonthEntries).stream()
                .map(TestScenarios::reduced)
                .toList();
    }

    private static DemoScenario reduced(DemoScenario scenario) {
        var monthPlans =
                scenario.monthPlans().stream().map(TestScenarios::reduced).toList();
        return new DemoScenario(
                scenario.id(),
                scenario.description(),
                scenario.timeZone(),
                scenario.members(),
                scenario.buyer(),
                monthPlans,
                scenario.showsAllPayments(),
                scenario.endsOverspent());
    }

    private static DemoScenario.MonthPlan reduced(DemoScenario.MonthPlan monthPlan) {
        return new DemoScenario.MonthPlan(
                monthPlan.creditsBought(),
                monthPlan.creditsGranted(),
                monthPlan.limits(),
                monthPlan.targetCost(),
                monthPlan.targetEntries() / ENTRY_DIVISOR,
                monthPlan.isCostToDate());
    }
}
