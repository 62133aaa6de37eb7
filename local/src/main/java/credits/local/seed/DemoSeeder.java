package credits.local.seed;

import credits.local.LocalSystem;
import credits.local.cli.TerminalOutput;
import credits.local.demo.Action;
import credits.local.demo.History;
import credits.local.demo.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The demo organisations with their past: each story is told by the same functions that customers use, its calls
/// and messages at the times they tell of.
public final class DemoSeeder implements AutoCloseable {
    // How often a long story says how far it is.
    private static final int LINES_BETWEEN_UPDATES = 50_000;

    private final LocalSystem localSystem;
    private final List<Scenario> scenarios;
    private final Instant now;
    private final List<Future<?>> runs = new ArrayList<>();
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// @param scenarios the last one takes long
    public DemoSeeder(LocalSystem localSystem, List<Scenario> scenarios, Instant now) {
        this.localSystem = localSystem;
        this.scenarios = List.copyOf(scenarios);
        this.now = now;
    }

    public List<Scenario> scenarios() {
        return scenarios;
    }

    /// What `scenario` tells.
    public History historyOf(Scenario scenario) {
        var zone = localSystem.dataSeeder(() -> now).defaultZone();
        return new History(scenario, DataSeeder.priceList(), now, zone);
    }

    /// Tells all stories, as many at a time as there are processors, and says on the console how it goes. Returns
    /// when all but the long one are told, so that nobody waits for that one.
    public void seed(TerminalOutput console) {
        console.step("organisations", "%d with a past, which takes some seconds:".formatted(scenarios.size()));
        for (var scenario : scenarios) runs.add(executor.submit(() -> seed(scenario, console)));
        runs.subList(0, runs.size() - 1).forEach(DemoSeeder::await);
        var last = scenarios.getLast();
        if (!runs.getLast().isDone())
            console.step(
                    last.id(), last.description() + ": goes on in the background, and says here when it is complete");
    }

    /// Waits until the long story is told too.
    public void awaitCompletion() {
        runs.forEach(DemoSeeder::await);
    }

    /// Tells no more.
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void seed(Scenario scenario, TerminalOutput console) {
        try {
            var startNanos = System.nanoTime();
            var lines = new ScenarioRun(scenario, console).runAll();
            var seconds = Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0;
            console.step(scenario.id(), "%s: %,d entries (%.1f s)".formatted(scenario.description(), lines, seconds));
        } catch (RuntimeException failure) {
            // Stopped in the middle: whoever stops it knows.
            if (!executor.isShutdown()) console.failure(failure);
            throw failure;
        }
    }

    /// One story being told, with a clock of its own.
    private final class ScenarioRun {
        private final Scenario scenario;
        private final TerminalOutput console;
        private final DemoActions actions;
        private Instant currentTime = Instant.EPOCH;
        private int lines;

        ScenarioRun(Scenario scenario, TerminalOutput console) {
            this.scenario = scenario;
            this.console = console;
            this.actions = localSystem.demoActions(() -> currentTime);
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

    private static void await(Future<?> run) {
        try {
            var _ = run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeding", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
