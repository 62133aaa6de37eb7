package credits.benchmarks;

import credits.client.Line;
import credits.client.Organisation;
import credits.client.Quantity;
import credits.client.Sink;
import credits.client.Usage;
import credits.client.UsageSettings;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The lines per second that a usage reporter accepts, from creating a line until its report is sealed, with a sink
/// that accepts every report at once. One thread records; `-XX:ActiveProcessorCount=1` puts it and the background
/// thread on one core.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(value = 1, jvmArgsAppend = "-XX:ActiveProcessorCount=1")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class Recording {
    private static final Organisation ORGANISATION = new Organisation("org_acme");

    private final Usage usage = Usage.to(swallowing(), (report, _, _) -> refuse(report), settings());
    private int quantity;

    private static Sink swallowing() {
        return reports -> Collections.nCopies(reports.size(), Sink.Outcome.taken());
    }

    private static UsageSettings settings() {
        return UsageSettings.of("/features/translation");
    }

    private static void refuse(Object report) {
        throw new IllegalStateException("not sent: " + report);
    }

    /// Creates the reporter.
    @Setup
    public void start() {
        quantity = 0;
    }

    /// Records one line.
    @Benchmark
    public void record() {
        quantity = 1 + quantity % 3_000;
        usage.record(
                ORGANISATION,
                Line.of("translation.document", Quantity.of(quantity))
                        .member("usr_0001")
                        .reference("doc-00000001"));
    }

    /// Sends the pending lines.
    @TearDown
    public void stop() {
        usage.close();
    }
}
