package credits.local.seed;

import static java.util.Objects.requireNonNull;

import credits.local.cli.TerminalOutput;
import credits.local.demo.Action;
import credits.local.demo.History;
import credits.local.demo.Scenario;
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
    private final List<Scenario> scenarios;
    private final Instant now;
    private final Map<String, CompletableFuture<Void>> runsByOrganisation = new LinkedHashMap<>();
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// @param actionsAt creates the actions that run at the time of a clock
    /// @param defaultZone the time zone of organisations without their own
    /// @param scenarios the organisations, the one with the longest history last
    public DemoSeeder(
            Function<InstantSource, DemoActions> actionsAt, ZoneId defaultZone, List<Scenario> scenarios, Instant now) {
        this.actionsAt = actionsAt;
        this.defaultZone = defaultZone;
        this.scenarios = List.copyOf(scenarios);
        this.now = now;
        for (var scenario : scenarios) runsByOrganisation.put(scenario.id(), new CompletableFuture<>());
    }

    public List<Scenario> scenarios() {
        return scenarios;
    }

    public History historyOf(Scenario scenario) {
        return new History(scenario, DataSeeder.priceList(), now, defaultZone);
    }

    /// Starts seeding all organisations in the background, as many in parallel as there are processors, and
    /// prints each one that is done.
    public void start(TerminalOutput console) {
        console.step(
                "organisations",
                "seeding %d organisations in the background; signing in to one waits for it:".formatted(scenarios.size()));
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

    private void seed(Scenario scenario, TerminalOutput console, CompletableFuture<Void> run) {
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
        private final Scenario scenario;
        private final TerminalOutput console;
        private final DemoActions actions;
        private Instant currentTime = Instant.EPOCH;
        private int lines;

        ScenarioRun(Scenario scenario, TerminalOutput console) {
            this.scenario = scenario;
            this.console = console;
            this.actions = actionsAt.apply(() -> currentTime);
        }

        int runAll() {
            historyOf(scenario).actions().forEach(this::run);
            return lines;
        }

        private void run(Action action) {
            if (executor.isShutdown()) throw new IllegalStateException("stopped");
            currentTime = at(action);
            actions.perform(scenario, action);
            var updates = lines / LINES_BETWEEN_UPDATES;
            lines += lines(action);
            if (lines / LINES_BETWEEN_UPDATES > updates)
                console.step("", "%s: %,d entries so far".formatted(scenario.id(), lines));
        }
    }

    private static Instant at(Action action) {
        return switch (action) {
            case Action.GrantCredits grantCredits -> grantCredits.at();
            case Action.SetLimits setLimits -> setLimits.at();
            case Action.SetTimeZone zone -> zone.at();
            case Action.ReportUsage reportUsage ->
                reportUsage.queuedReports().getLast().sentAt();
        };
    }

    private static int lines(Action action) {
        if (!(action instanceof Action.ReportUsage(var queuedReports))) return 0;
        return queuedReports.stream().mapToInt(Action.QueuedReport::lineCount).sum();
    }
}
