package credits.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What the running system gives concurrent callers over HTTP, each of which calls again as soon as it is answered: the
/// whole path from API Gateway's stand-in to DynamoDB Local, on the processors that the callers use too.
///
/// @param accounts the number of accounts that the callers share evenly
/// @param perSecond the calls per second that were decided
/// @param failed the calls that were answered, but not decided
record LocalStackBenchmark(int callers, int accounts, double perSecond, int failed, Duration median, Duration p99) {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int DECIDED = 201;
    private static final String OPERATION = "query.web-page";

    private record AnsweredCall(int status, long nanos) {}

    /// Lets the callers call for `duration`.
    static LocalStackBenchmark measure(LocalSystemProcess system, int callers, int accounts, Duration duration)
            throws IOException, InterruptedException, ExecutionException {
        var names = IntStream.range(0, accounts)
                .mapToObj(number -> "bench-%d-%d-%d".formatted(callers, accounts, number))
                .toList();
        for (var name : names) system.grantCredits(name, "100");
        var _ = callAll(system, callers, names, WARM_UP);
        var calls = callAll(system, callers, names, duration);
        var nanos = calls.stream().mapToLong(AnsweredCall::nanos).toArray();
        long decided = calls.stream().filter(call -> call.status == DECIDED).count();
        return new LocalStackBenchmark(
                callers,
                accounts,
                decided / (duration.toNanos() / 1e9),
                Math.toIntExact(calls.size() - decided),
                Figures.percentile(nanos, 0.5),
                Figures.percentile(nanos, 0.99));
    }

    private static List<AnsweredCall> callAll(
            LocalSystemProcess system, int callers, List<String> names, Duration duration)
            throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + duration.toNanos();
        var tasks = IntStream.range(0, callers)
                .mapToObj(number ->
                        (Callable<List<AnsweredCall>>) () -> call(system, names.get(number % names.size()), until))
                .toList();
        var calls = new ArrayList<AnsweredCall>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var task : threads.invokeAll(tasks)) calls.addAll(task.get());
        }
        return calls;
    }

    private static List<AnsweredCall> call(LocalSystemProcess system, String name, long until)
            throws IOException, InterruptedException {
        var calls = new ArrayList<AnsweredCall>();
        while (System.nanoTime() < until) {
            long start = System.nanoTime();
            int status = system.authorize(name, OPERATION);
            calls.add(new AnsweredCall(status, System.nanoTime() - start));
        }
        return calls;
    }

    /// The times from sending a usage report to the queue until its alert's e-mail is sent, each of another
    /// organisation.
    static long[] nanosFromSpendToEmail(LocalSystemProcess system, int organisations)
            throws IOException, InterruptedException {
        var nanos = new long[organisations];
        for (int i = 0; i < organisations; i++) {
            var name = "spend-" + i;
            system.grantCredits(name, "10");
            system.alertAt(name, "0.01");
            int email = i + 1;
            long start = System.nanoTime();
            system.reportUsage(name, "query.run");
            while (!system.hasSent(email)) Thread.sleep(Duration.ofMillis(5));
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }
}
