package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.demo.DemoAction;
import credits.local.demo.DemoHistory;
import credits.local.demo.DemoScenario;
import credits.local.seed.DataSeeder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The demo organisations are in the described states, at whatever moment they are created.
class DemoScenariosTest {
    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Map<String, List<String>> STATUS = Map.of(
            "acme", List.of(),
            "globex", List.of(),
            "initech", List.of("alert"),
            "contoso", List.of("limit_reached", "alert"),
            "fabrikam", List.of("no_credits"),
            "northwind", List.of("no_credits", "limit_reached", "alert"),
            "kiwi", List.of());
    private static final List<String> MOMENTS = List.of(
            "2026-10-31T23:00:00Z", // the first moment of November in Rome
            "2026-10-31T23:00:01Z",
            "2026-10-31T11:00:00Z", // the first moment of November in Auckland
            "2026-11-01T09:00:00Z",
            "2026-11-22T21:47:13Z",
            "2026-11-30T22:59:59Z",
            "2026-03-29T01:00:00Z", // clocks go forward in Rome
            "2026-10-25T00:59:59Z", // and back
            "2028-02-29T12:00:00Z");

    /// All moments with the small scenarios, and with `-Dfull=true` with the real ones.
    static Stream<String> moments() {
        return Stream.concat(MOMENTS.stream(), TestMoments.all());
    }

    @ParameterizedTest
    @MethodSource("moments")
    void every_organisation_ends_as_its_scenario_says_on_any_day(String now) {
        for (var scenario : TestScenarios.forComputing()) {
            var bookkeeper = new ReferenceBookkeeper(DemoSeederTest.PRICE_LIST, ROME);
            historyOf(scenario, now).actions().forEach(bookkeeper::apply);
            if (scenario.monthPlans().isEmpty()) {
                assertThat(bookkeeper.months).isEmpty();
                continue;
            }
            var month = bookkeeper.lastMonth();

            assertThat(bookkeeper.months)
                    .as(scenario.id())
                    .hasSize(scenario.monthPlans().size());
            assertThat(hasNoEarlierRefusal(bookkeeper)).as(scenario.id()).isTrue();
            assertStatus(scenario.id(), month.causes());
            if (scenario.id().equals("globex"))
                assertThat(month.total.cost.doubleValue()).isBetween(45.0, 49.99);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T21:47:13Z"})
    void the_same_scenario_at_the_same_time_gives_the_same_actions(String now) {
        for (var scenario : TestScenarios.forComputing())
            assertThat(historyOf(scenario, now).actions().toList())
                    .isEqualTo(historyOf(scenario, now).actions().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T21:47:13Z", "2026-10-31T23:00:00Z"})
    void no_action_is_after_now_or_out_of_order(String now) {
        for (var scenario : TestScenarios.forComputing()) {
            var sent = historyOf(scenario, now)
                    .actions()
                    .filter(DemoAction.ReportUsage.class::isInstance)
                    .flatMap(action -> ((DemoAction.ReportUsage) action).queuedReports().stream())
                    .map(DemoAction.QueuedReport::sentAt)
                    .toList();

            assertThat(sent).isSorted();
            if (!sent.isEmpty())
                assertThat(sent.getLast()).isBeforeOrEqualTo(Instant.parse(now).plusSeconds(2));
        }
    }

    /// An organisation that has no credits left may or may not have passed its alert threshold.
    static void assertStatus(String organisation, List<String> causes) {
        if (organisation.equals("fabrikam")) assertThat(causes).as(organisation).contains("no_credits");
        else assertThat(causes).as(organisation).isEqualTo(STATUS.get(organisation));
    }

    private static boolean hasNoEarlierRefusal(ReferenceBookkeeper bookkeeper) {
        return bookkeeper.months.values().stream()
                .filter(month -> month != bookkeeper.lastMonth())
                .noneMatch(month -> month.hasLimitRefusal || month.hasCreditRefusal);
    }

    private static DemoHistory historyOf(DemoScenario scenario, String now) {
        return new DemoHistory(scenario, DataSeeder.priceList(), Instant.parse(now), ROME);
    }
}
