package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.benchmarks.UsageTraffic.SentReport;
import credits.function.debit.DebitHandler;
import credits.http.FakeLambdaContext;
import credits.identity.UniqueId;
import credits.ledger.query.AccountQueries;
import credits.ledger.verification.ChainVerifier;
import credits.money.Eur;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// The events per second that designs book on one DynamoDB Local, over HTTP as the functions call it: ours through the
/// handler of the queue, and the one of the textbook. Every account is verified afterwards.
record HandlerBenchmark(BenchmarkTable table) {
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    /// Books the traffic through one handler for each worker, verifies the accounts, and returns the different events
    /// per second.
    double throughHandlers(UsageTraffic traffic) throws InterruptedException, ExecutionException {
        for (int i = 0; i < traffic.organisations().size(); i++) {
            table.openAccount(traffic.organisations().get(i), new Eur(traffic.allowedLimit(i)));
        }
        var tasks = traffic.batchesOfWorkers().stream()
                .map(batches -> batches.stream().map(UsageTraffic::toEvent).toList())
                .map(events -> (Callable<Boolean>) () -> deliver(events))
                .toList();
        double seconds = ParallelTasks.run(tasks);
        for (int i = 0; i < traffic.organisations().size(); i++) verify(traffic, i);
        return traffic.events() / seconds;
    }

    private boolean deliver(List<String> events) {
        var handler = new DebitHandler(table.environment(), InstantSource.fixed(BenchmarkWorkload.MEASURED_FROM));
        for (var event : events) {
            var output = new ByteArrayOutputStream();
            var context = new FakeLambdaContext(new StringBuilder());
            try {
                handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), output, context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (output.toString(UTF_8).contains("itemIdentifier")) return false;
        }
        return true;
    }

    private void verify(UsageTraffic traffic, int number) {
        var organisation = traffic.organisations().get(number);
        var now = BenchmarkWorkload.MEASURED_FROM.plus(AFTERWARDS);
        var result = new ChainVerifier(table.dynamo(), BenchmarkTable.NAME)
                .verify(organisation, Optional.empty(), now, () -> true);
        if (!result.isComplete() || result.defect().isPresent())
            throw new IllegalStateException(organisation + ": " + result.defect());
        var queries = new AccountQueries(table.dynamo(), BenchmarkTable.NAME, BenchmarkTable.ROME);
        traffic.verify(number, queries.currentAccount(organisation, now).used().nanos());
    }

    /// Books the traffic as the textbook does, and returns the different events per second.
    double asInTheTextbook(UsageTraffic traffic) throws InterruptedException, ExecutionException {
        var textbook = new TextbookDesign(table.dynamo(), BenchmarkTable.NAME);
        for (int i = 0; i < traffic.organisations().size(); i++) {
            textbook.open(traffic.organisations().get(i), Long.MAX_VALUE, traffic.allowedLimit(i));
        }
        var tasks = traffic.batchesOfWorkers().stream()
                .map(batches -> (Callable<Boolean>) () -> {
                    for (var batch : batches) for (var sent : batch) bookOneByOne(textbook, sent);
                    return true;
                })
                .toList();
        double seconds = ParallelTasks.run(tasks);
        for (int i = 0; i < traffic.organisations().size(); i++) {
            long remaining = textbook.remaining(traffic.organisations().get(i));
            traffic.verify(i, traffic.allowedLimit(i) - remaining);
        }
        return traffic.events() / seconds;
    }

    private static void bookOneByOne(TextbookDesign textbook, SentReport sent) {
        var first = sent.report().id();
        for (int i = 0; i < sent.lines().size(); i++) {
            var id = new UniqueId(first.high(), first.low() + i);
            var _ = textbook.book(sent.organisation(), id, sent.lines().get(i));
        }
    }
}
