package credits.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Runs tasks one at a time: the running task has the turn and gives it up with [#pause]; the [ChoiceSource]
/// decides which task continues.
///
/// The same choices reproduce the same run, step by step; [#traceHash] proves it. The run has its own time, which
/// advances only when every task sleeps. A task that dies is recorded, and the others continue. A task must not pause
/// while it holds a monitor or a lock that another task needs: the turn would never come back.
///
/// Outside a run (before the tasks start, or after they end) pausing has no effect, so that a test can
/// prepare and inspect.
public final class DeterministicScheduler {
    private static final long HASH_MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final ChoiceSource choices;
    private final Instant start;
    private final long maxSteps;
    private final List<ScheduledTask> readyTasks = new ArrayList<>();
    private final PriorityQueue<ScheduledTask> sleepingTasks =
            new PriorityQueue<>(Comparator.comparingLong(ScheduledTask::wakesAtNanos));
    private final Set<String> names = new HashSet<>();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private final List<TimelineEntry> timeline = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<ScheduledTask> running = Optional.empty();
    private boolean isStuck;
    private long nanos;
    private long steps;
    private long hash;

    /// @param maxSteps the maximum number of turns; more throw [LivelockException]
    public DeterministicScheduler(ChoiceSource choices, Instant start, long maxSteps) {
        this.choices = choices;
        this.start = start;
        this.maxSteps = maxSteps;
    }

    /// Adds a task with a unique name. A running task may add others.
    public void addTask(String name, Runnable body) {
        if (ended.getCount() == 0) throw new IllegalStateException("the run is over: " + name);
        if (!names.add(name)) throw new IllegalArgumentException("duplicate task name: " + name);
        readyTasks.add(new ScheduledTask(name, () -> runTask(name, body)));
    }

    /// Runs all tasks to their ends. Can be called once.
    public void run() {
        if (readyTasks.isEmpty()) return;
        pickNext().ifPresent(ScheduledTask::resume);
        awaitEnd();
        if (isStuck)
            throw new LivelockException(
                    "after " + steps + " steps, at " + now() + ", unfinished: " + unfinishedTasks());
    }

    /// Gives up the turn, and returns when this task has it again.
    public void pause() {
        runningTask().ifPresent(task -> {
            readyTasks.add(task);
            switchFrom(task);
        });
    }

    /// Suspends this task for a duration of the run's time, while the others continue.
    public void sleep(Duration duration) {
        long wakesAt = Math.addExact(nanos, duration.toNanos());
        runningTask()
                .ifPresentOrElse(
                        task -> {
                            task.sleepUntil(wakesAt);
                            sleepingTasks.add(task);
                            switchFrom(task);
                        },
                        () -> nanos = wakesAt);
    }

    /// The run's time.
    public Instant now() {
        return start.plusNanos(nanos);
    }

    /// Adds an entry to the timeline, and so to the hash.
    public void record(String description) {
        timeline.add(new TimelineEntry(now(), running.map(ScheduledTask::name).orElse("-"), description));
        mixIntoHash(description.hashCode());
    }

    /// The hash of the run: equal hashes mean equal steps.
    public long traceHash() {
        return hash;
    }

    /// The number of turns so far.
    public long steps() {
        return steps;
    }

    /// The recorded entries, in order.
    public List<TimelineEntry> timeline() {
        return Collections.unmodifiableList(timeline);
    }

    /// The tasks that died, with the cause.
    public Map<String, Throwable> failures() {
        return Collections.unmodifiableMap(failures);
    }

    private Optional<ScheduledTask> runningTask() {
        if (running.isPresent() && !running.get().isRunning()) {
            throw new IllegalStateException(Thread.currentThread() + " pauses during the turn of "
                    + running.get().name());
        }
        return running;
    }

    private void runTask(String name, Runnable body) {
        try {
            body.run();
        } catch (Throwable failure) {
            failures.put(name, failure);
            record("died of " + failure.getClass().getSimpleName());
        }
        pickNext().ifPresentOrElse(ScheduledTask::resume, ended::countDown);
    }

    private void switchFrom(ScheduledTask from) {
        from.endTurn();
        var next = pickNext();
        if (next.isPresent() && next.get() == from) return;
        next.ifPresentOrElse(ScheduledTask::resume, ended::countDown);
        from.awaitTurn();
    }

    /// The task that has the next turn; empty when all have ended or exceeded the limit of steps.
    private Optional<ScheduledTask> pickNext() {
        running = Optional.empty();
        isStuck = steps >= maxSteps && !(readyTasks.isEmpty() && sleepingTasks.isEmpty());
        if (isStuck) return running;
        wakeSleepers();
        if (readyTasks.isEmpty()) return running;
        steps++;
        int choice = readyTasks.size() == 1 ? 0 : choices.nextInt(readyTasks.size());
        mixIntoHash(choice);
        running = Optional.of(readyTasks.remove(choice));
        return running;
    }

    // Time advances only when no task can run.
    private void wakeSleepers() {
        while (!sleepingTasks.isEmpty()
                && (readyTasks.isEmpty() || sleepingTasks.peek().wakesAtNanos() <= nanos)) {
            var first = sleepingTasks.remove();
            nanos = Math.max(nanos, first.wakesAtNanos());
            readyTasks.add(first);
        }
    }

    private void mixIntoHash(long value) {
        hash = (hash ^ value ^ nanos) * HASH_MULTIPLIER;
        hash ^= hash >>> 32;
    }

    private List<String> unfinishedTasks() {
        var waiting = new ArrayList<>(readyTasks);
        waiting.addAll(sleepingTasks);
        return waiting.stream().map(ScheduledTask::name).toList();
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LivelockException("interrupted");
        }
    }
}
