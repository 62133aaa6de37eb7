package credits.benchmarks;

import credits.ledger.Pace;
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
final class PlayedTime implements Pace {
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::until).thenComparingLong(Waiting::number));
    private long now;
    private long waits;

    private record Waiting(long until, long number, Semaphore turn) {}

    /// Runs all tasks concurrently and returns their results in the same order.
    <R> List<R> play(List<Callable<R>> all) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var playing = all.stream().map(each -> threads.submit(inTurn(each))).toList();
            next();
            var done = new ArrayList<R>();
            for (var each : playing) done.add(each.get());
            return done;
        }
    }

    private <R> Callable<R> inTurn(Callable<R> doing) {
        var first = waitFor(0);
        return () -> {
            first.turn.acquire();
            try {
                return doing.call();
            } finally {
                next();
            }
        };
    }

    private synchronized Waiting waitFor(long nanos) {
        var added = new Waiting(now + nanos, waits++, new Semaphore(0));
        var _ = waiting.add(added);
        return added;
    }

    private synchronized void next() {
        var next = waiting.poll();
        if (next == null) return;
        now = next.until;
        next.turn.release();
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public void pause(Duration howLong) throws InterruptedException {
        var own = waitFor(howLong.toNanos());
        next();
        own.turn.acquire();
    }
}
