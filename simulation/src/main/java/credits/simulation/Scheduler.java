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

/// Runs tasks one at a time: the running task has the turn and gives it up with [#pause]; the [Chooser]
/// decides which task continues.
///
/// The same choices reproduce the same run, step by step; [#traceHash] proves it. The run has its own time, which
/// advances only when every task sleeps. A task that dies is recorded, and the others continue. A task must not pause
/// while it holds a monitor or a lock that another task needs: the turn would never come back.
///
/// Outside a run (before the tasks start, or after they end) pausing has no effect, so that a test can
/// prepare and inspect.
public final class Scheduler {
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final Chooser chooser;
    private final Instant start;
    private final long mostSteps;
    private final List<Task> ready = new ArrayList<>();
    private final PriorityQueue<Task> asleep = new PriorityQueue<>(Comparator.comparingLong(Task::wakesAtNanos));
    private final Set<String> names = new HashSet<>();
    private final Map<String, Throwable> deaths = new LinkedHashMap<>();
    private final List<Step> timeline = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Optional<Task> running = Optional.empty();
    private boolean isStuck;
    private long nanos;
    private long steps;
    private long hash;

    /// @param mostSteps the maximum number of turns; more throw [Stuck]
    public Scheduler(Chooser chooser, Instant start, long mostSteps) {
        this.chooser = chooser;
        this.start = start;
        this.mostSteps = mostSteps;
    }

    /// Adds a task with a unique name. A running task may add others.
    public void task(String name, Runnable body) {
        if (over.getCount() == 0) throw new IllegalStateException("the run is over: " + name);
        if (!names.add(name)) throw new IllegalArgumentException("duplicate task name: " + name);
        ready.add(new Task(name, () -> live(name, body)));
    }

    /// Runs all tasks to their ends. Can be called once.
    public void run() {
        if (ready.isEmpty()) return;
        next().ifPresent(Task::giveBaton);
        awaitTheEnd();
        if (isStuck) throw new Stuck("after " + steps + " steps, at " + now() + ", unfinished: " + waiting());
    }

    /// Gives up the turn, and returns when this task has it again.
    public void pause() {
        running().ifPresent(task -> {
            ready.add(task);
            handOver(task);
        });
    }

    /// Suspends this task for a duration of the run's time, while the others continue.
    public void sleep(Duration duration) {
        long wakesAt = Math.addExact(nanos, duration.toNanos());
        running()
                .ifPresentOrElse(
                        task -> {
                            task.sleepUntil(wakesAt);
                            asleep.add(task);
                            handOver(task);
                        },
                        () -> nanos = wakesAt);
    }

    /// The run's time.
    public Instant now() {
        return start.plusNanos(nanos);
    }

    /// Adds an entry to the timeline, and so to the hash.
    public void note(String what) {
        timeline.add(new Step(now(), running.map(Task::name).orElse("-"), what));
        mix(what.hashCode());
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
    public List<Step> timeline() {
        return Collections.unmodifiableList(timeline);
    }

    /// The tasks that died, with the cause.
    public Map<String, Throwable> deaths() {
        return Collections.unmodifiableMap(deaths);
    }

    private Optional<Task> running() {
        if (running.isPresent() && !running.get().isRunning()) {
            throw new IllegalStateException(Thread.currentThread() + " pauses during the turn of "
                    + running.get().name());
        }
        return running;
    }

    private void live(String name, Runnable body) {
        try {
            body.run();
        } catch (Throwable death) {
            deaths.put(name, death);
            note("died of " + death.getClass().getSimpleName());
        }
        next().ifPresentOrElse(Task::giveBaton, over::countDown);
    }

    private void handOver(Task from) {
        from.takeBaton();
        var next = next();
        if (next.isPresent() && next.get() == from) return;
        next.ifPresentOrElse(Task::giveBaton, over::countDown);
        from.awaitBaton();
    }

    /// The task that has the next turn; empty when all have ended or exceeded the limit of steps.
    private Optional<Task> next() {
        running = Optional.empty();
        isStuck = steps >= mostSteps && !(ready.isEmpty() && asleep.isEmpty());
        if (isStuck) return running;
        wakeWhoIsDue();
        if (ready.isEmpty()) return running;
        steps++;
        int choice = ready.size() == 1 ? 0 : chooser.below(ready.size());
        mix(choice);
        running = Optional.of(ready.remove(choice));
        return running;
    }

    // Time advances only when no task can run.
    private void wakeWhoIsDue() {
        while (!asleep.isEmpty() && (ready.isEmpty() || asleep.peek().wakesAtNanos() <= nanos)) {
            var first = asleep.remove();
            nanos = Math.max(nanos, first.wakesAtNanos());
            ready.add(first);
        }
    }

    private void mix(long value) {
        hash = (hash ^ value ^ nanos) * PRIME;
        hash ^= hash >>> 32;
    }

    private List<String> waiting() {
        var waiting = new ArrayList<>(ready);
        waiting.addAll(asleep);
        return waiting.stream().map(Task::name).toList();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Stuck("interrupted");
        }
    }
}
