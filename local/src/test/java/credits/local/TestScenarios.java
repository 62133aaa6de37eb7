package credits.local;

import credits.local.demo.Scenario;
import credits.local.demo.Scenarios;
import java.util.List;

/// The demo organisations as tests tell of them: with a tenth of their entries, and with all under `-Dfull=true`. What
/// they spend, and so how they stand, is the same.
final class TestScenarios {
    private static final int ENTRY_DIVISOR = 10;
    private static final int LARGE_MONTH_ENTRIES = 4_000;

    private TestScenarios() {}

    static List<Scenario> scenarios() {
        return Boolean.getBoolean("full") ? Scenarios.all(Scenarios.LARGE_MONTH_ENTRIES) : lighter();
    }

    private static List<Scenario> lighter() {
        return Scenarios.all(LARGE_MONTH_ENTRIES).stream()
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
