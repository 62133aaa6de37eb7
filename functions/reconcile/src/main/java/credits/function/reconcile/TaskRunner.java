package credits.function.reconcile;

import static java.util.function.Predicate.not;

import credits.function.reconcile.TaskProgress.Round;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs tasks in rounds. A run goes on where the previous one stopped, whether that handed back in time or was cut off,
/// and a new round begins once the previous one is complete. Several slices are worked on at a time.
final class TaskRunner {
    /// How many slices are worked on at a time: each waits for Stripe or DynamoDB most of its time.
    static final int WORKERS = 8;

    // What a run that is cut off does again.
    private static final int STEPS_PER_SAVE = 10;

    private final TaskProgress progress;
    private final Supplier<ExecutorService> workers;

    TaskRunner(TaskProgress progress) {
        this(
                progress,
                () -> Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().factory()));
    }

    /// @param workers makes the workers of each phase, which are closed after it
    TaskRunner(TaskProgress progress, Supplier<ExecutorService> workers) {
        this.progress = progress;
        this.workers = workers;
    }

    /// The state of a round after a run.
    ///
    /// @param total the counts and lines of all slices
    record RoundResult(Instant startedAt, boolean isComplete, SliceProgress total) {}

    /// Whether a round of `task` waits to be gone on with.
    boolean isUnfinished(String task) {
        return progress.latest(task).filter(not(Round::isComplete)).isPresent();
    }

    /// Works on the unfinished round of `task`, or a new one, as long as `hasTime` is true.
    ///
    /// @param phases the slices of a round that starts at a time, in lists of which each begins once the one before
    ///     is complete
    RoundResult run(
            String task,
            Instant now,
            Function<Instant, List<List<Slice>>> phases,
            BooleanSupplier hasTime,
            Consumer<String> log) {
        var round = currentRound(task, now);
        var known = progress.slices(round, new TaskFailures(log)::add);
        var total = SliceProgress.START;
        var remaining = new ArrayDeque<>(phases.apply(round.startedAt()));
        while (!remaining.isEmpty()) {
            var reached = advance(round, remaining.remove(), known, hasTime, log);
            for (var slice : reached.values()) total = total.plus(slice);
            boolean isComplete = reached.values().stream().allMatch(SliceProgress::isComplete);
            // What is complete only stays so for the next run if it is stored before the next phase.
            if (!isComplete || !remaining.isEmpty()) saveChanged(round, reached, known);
            if (!isComplete) return new RoundResult(round.startedAt(), false, total);
        }
        progress.save(round.completed());
        return new RoundResult(round.startedAt(), true, total);
    }

    private void saveChanged(Round round, Map<String, SliceProgress> reached, Map<String, SliceProgress> known) {
        reached.forEach((slice, progressThere) -> {
            if (!progressThere.equals(known.get(slice))) progress.save(round, slice, progressThere);
        });
    }

    private Round currentRound(String task, Instant now) {
        var latest = progress.latest(task);
        if (latest.isPresent() && !latest.get().isComplete()) return latest.get();
        long number = latest.map(Round::number).orElse(0L) + 1;
        var round = new Round(task, number, now, false);
        progress.save(round);
        return round;
    }

    private Map<String, SliceProgress> advance(
            Round round,
            List<Slice> slices,
            Map<String, SliceProgress> known,
            BooleanSupplier hasTime,
            Consumer<String> log) {
        try (var pool = workers.get()) {
            var running = new LinkedHashMap<String, CompletableFuture<SliceProgress>>();
            for (var slice : slices) {
                var before = known.getOrDefault(slice.name(), SliceProgress.START);
                running.put(
                        slice.name(),
                        CompletableFuture.supplyAsync(() -> advance(round, slice, before, hasTime, log), pool));
            }
            var reached = new LinkedHashMap<String, SliceProgress>();
            running.forEach((name, slice) -> reached.put(name, slice.join()));
            return reached;
        }
    }

    // A fault ends this slice's part of the run; the next run tries again. The others go on.
    private SliceProgress advance(
            Round round, Slice slice, SliceProgress known, BooleanSupplier hasTime, Consumer<String> log) {
        var reached = known;
        int steps = 0;
        try {
            while (!reached.isComplete() && hasTime.getAsBoolean()) {
                reached = slice.advance(reached);
                if (++steps % STEPS_PER_SAVE == 0) progress.save(round, slice.name(), reached);
            }
        } catch (RuntimeException fault) {
            new TaskFailures(log).add(fault);
        }
        return reached;
    }
}
