package credits.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Tasks that run at the same time, each in a thread of its own.
final class ParallelTasks {
    private ParallelTasks() {}

    /// Runs the tasks, each of which says whether it succeeded, and returns the seconds until the last has ended.
    static double run(List<Callable<Boolean>> tasks) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            long start = System.nanoTime();
            for (var task : threads.invokeAll(tasks)) {
                if (!task.get()) throw new IllegalStateException("a task failed");
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
