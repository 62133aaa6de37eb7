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

/// Runs tasks one at a time: whoever runs holds the baton and gives it back with [#pause]; the chooser says who
/// goes on.
///
/// The same choices make the same run, to the last step: [#traceHash] proves it. Time is the run's own, and goes on
/// only when every task sleeps. A task that dies is noted and the others go on. A task must not pause while it
/// holds a monitor or a lock that another needs: nobody would ever let go of the baton.
///
/// Outside a run (before the tasks start, or after) pausing does nothing, so that a test may prepare and look.
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

    /// @param mostSteps how often the baton may be given; more is [Stuck]
    public Scheduler(Chooser chooser, Instant start, long mostSteps) {
        this.chooser = chooser;
        this.start = start;
        this.mostSteps = mostSteps;
    }

    /// Adds a task of a name not yet used; a running task may add others.
    public void task(String name, Runnable body) {
        if (over.getCount() == 0) throw new IllegalStateException("the run is over: " + name);
        if (!names.add(name)) throw new IllegalArgumentException("two tasks of one name: " + name);
        ready.add(new Task(name, () -> live(name, body)));
    }

    /// Runs all tasks to their ends. Once only.
    public void run() {
        if (ready.isEmpty()) return;
        next().ifPresent(Task::giveBaton);
        awaitTheEnd();
        if (isStuck) throw new Stuck("after " + steps + " steps, at " + now() + ", still to go: " + waiting());
    }

    /// Gives the baton back; returns when this task has it again.
    public void pause() {
        running().ifPresent(task -> {
            ready.add(task);
            handOver(task);
        });
    }

    /// Lets `duration` of the run's time pass for this task, and the others go on meanwhile.
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

    /// Writes `what` into the timeline, and so into the hash.
    public void note(String what) {
        timeline.add(new Step(now(), running.map(Task::name).orElse("-"), what));
        mix(what.hashCode());
    }

    /// Two runs of one hash took the same steps.
    public long traceHash() {
        return hash;
    }

    /// How often the baton was given.
    public long steps() {
        return steps;
    }

    /// What was noted, in order.
    public List<Step> timeline() {
        return Collections.unmodifiableList(timeline);
    }

    /// The tasks that died, and of what.
    public Map<String, Throwable> deaths() {
        return Collections.unmodifiableMap(deaths);
    }

    private Optional<Task> running() {
        if (running.isPresent() && !running.get().isRunning()) {
            throw new IllegalStateException(Thread.currentThread() + " pauses in the turn of "
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

    /// Whose turn it is; nobody's when all have ended, or are stuck.
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

    // Time goes on only when nobody else can.
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
