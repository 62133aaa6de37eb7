package credits.local.seed;

import static java.util.Objects.requireNonNull;

import credits.local.cli.TerminalOutput;
import credits.local.demo.DemoAction;
import credits.local.demo.DemoHistory;
import credits.local.demo.DemoScenario;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Seeds the demo organisations: performs each history through the same functions that customers use, at the
/// times of its actions.
public final class DemoSeeder implements AutoCloseable {
    // The number of lines after which a long history reports its progress.
    private static final int LINES_BETWEEN_UPDATES = 50_000;

    private final Function<InstantSource, DemoActions> actionsAt;
    private final ZoneId defaultZone;
    private final List<DemoScenario> scenarios;
    private final Instant now;
    private final Map<String, CompletableFuture<Void>> runsByOrganisation = new LinkedHashMap<>();
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// @param actionsAt creates the actions that run at the time of a clock
    /// @param defaultZone the time zone of organisations without their own
    /// @param scenarios the organisations, the one with the longest history last
    public DemoSeeder(
            Function<InstantSource, DemoActions> actionsAt,
            ZoneId defaultZone,
            List<DemoScenario> scenarios,
            Instant now) {
        this.actionsAt = actionsAt;
        this.defaultZone = defaultZone;
        this.scenarios = List.copyOf(scenarios);
        this.now = now;
        for (var scenario : scenarios) runsByOrganisation.put(scenario.id(), new CompletableFuture<>());
    }

    public List<DemoScenario> scenarios() {
        return scenarios;
    }

    public DemoHistory historyOf(DemoScenario scenario) {
        return new DemoHistory(scenario, DataSeeder.priceList(), now, defaultZone);
    }

    /// Starts seeding all organisations in the background, as many in parallel as there are processors, and
    /// prints each one that is done.
    public void start(TerminalOutput console) {
        console.step(
                "organisations",
                "seeding %d organisations in the background; signing in to one waits for it:"
                        .formatted(scenarios.size()));
        for (var scenario : scenarios) {
            var run = requireNonNull(runsByOrganisation.get(scenario.id()));
            executor.execute(() -> seed(scenario, console, run));
        }
    }

    /// Waits until the organisation has its history, because usage that is reported in the meantime would
    /// precede it. Returns at once for the organisation with the longest history and for those without one.
    public void awaitHistory(String organisation) {
        if (organisation.equals(scenarios.getLast().id())) return;
        var run = runsByOrganisation.get(organisation);
        if (run != null) run.join();
    }

    /// Waits for all histories.
    public void awaitCompletion() {
        runsByOrganisation.values().forEach(CompletableFuture::join);
    }

    /// Stops before the next action.
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void seed(DemoScenario scenario, TerminalOutput console, CompletableFuture<Void> run) {
        try {
            var startNanos = System.nanoTime();
            var lines = new ScenarioRun(scenario, console).runAll();
            var seconds = Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0;
            console.step(scenario.id(), "%s: %,d entries (%.1f s)".formatted(scenario.description(), lines, seconds));
            var _ = run.complete(null);
        } catch (RuntimeException failure) {
            if (!executor.isShutdown()) console.failure(failure);
            var _ = run.completeExceptionally(failure);
        }
    }

    /// One organisation's history, with its own clock.
    private final class ScenarioRun {
        private final DemoScenario scenario;
        private final TerminalOutput console;
        private final DemoActions actions;
        private Instant currentTime = Instant.EPOCH;
        private int lines;

        ScenarioRun(DemoScenario scenario, TerminalOutput console) {
            this.scenario = scenario;
            this.console = console;
            this.actions = actionsAt.apply(() -> currentTime);
        }

        int runAll() {
            historyOf(scenario).actions().forEach(this::run);
            return lines;
        }

        private void run(DemoAction action) {
            if (executor.isShutdown()) throw new IllegalStateException("stopped");
            currentTime = at(action);
            actions.perform(scenario, action);
            var updates = lines / LINES_BETWEEN_UPDATES;
            lines += lines(action);
            if (lines / LINES_BETWEEN_UPDATES > updates)
                console.step("", "%s: %,d entries so far".formatted(scenario.id(), lines));
        }
    }

    private static Instant at(DemoAction action) {
        return switch (action) {
            case DemoAction.GrantCredits grantCredits -> grantCredits.at();
            case DemoAction.SaveBillingProfile save -> save.at();
            case DemoAction.BuyCredits buyCredits -> buyCredits.at();
            case DemoAction.RefundPurchase refund -> refund.at();
            case DemoAction.HoldCredits holdCredits -> holdCredits.at();
            case DemoAction.SetLimits setLimits -> setLimits.at();
            case DemoAction.SetTimeZone zone -> zone.at();
            case DemoAction.ReportUsage reportUsage ->
                reportUsage.queuedReports().getLast().sentAt();
        };
    }

    private static int lines(DemoAction action) {
        if (!(action instanceof DemoAction.ReportUsage(var queuedReports))) return 0;
        return queuedReports.stream()
                .mapToInt(DemoAction.QueuedReport::lineCount)
                .sum();
    }
}
