package credits.benchmarks;

import credits.retry.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Virtual time that advances only while every task sleeps; then the task that is due first continues, one at a time.
/// Measurements are therefore the same on every machine, however busy it is. They do not include computing time.
final class VirtualTime implements Sleeper {
    private final PriorityQueue<SleepingTask> sleepers = new PriorityQueue<>(
            Comparator.comparingLong(SleepingTask::untilNanos).thenComparingLong(SleepingTask::number));
    private long nowNanos;
    private long sleepCount;

    private record SleepingTask(long untilNanos, long number, Semaphore turn) {}

    /// Runs all tasks concurrently and returns their results in the same order.
    <R> List<R> runAll(List<Callable<R>> all) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var playing = all.stream()
                    .map(each -> threads.submit(inVirtualTime(each)))
                    .toList();
            resumeNext();
            var done = new ArrayList<R>();
            for (var each : playing) done.add(each.get());
            return done;
        }
    }

    private <R> Callable<R> inVirtualTime(Callable<R> doing) {
        var first = enqueue(0);
        return () -> {
            first.turn.acquire();
            try {
                return doing.call();
            } finally {
                resumeNext();
            }
        };
    }

    private synchronized SleepingTask enqueue(long nanos) {
        var added = new SleepingTask(nowNanos + nanos, sleepCount++, new Semaphore(0));
        var _ = sleepers.add(added);
        return added;
    }

    private synchronized void resumeNext() {
        var next = sleepers.poll();
        if (next == null) return;
        nowNanos = next.untilNanos;
        next.turn.release();
    }

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public void sleep(Duration howLong) throws InterruptedException {
        var own = enqueue(howLong.toNanos());
        resumeNext();
        own.turn.acquire();
    }
}
