package credits.benchmarks;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.usage.ReportLine;
import credits.client.usage.ReportSink;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
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
public class UsageReporterBenchmark {
    private static final Organisation ORGANISATION = new Organisation("org_acme");

    private final UsageReporter reporter =
            UsageReporter.start(acceptingSink(), (report, _, _) -> failOnUnsent(report), settings());
    private int quantity;

    private static ReportSink acceptingSink() {
        return reports -> Collections.nCopies(reports.size(), ReportSink.Outcome.accepted());
    }

    private static UsageReporterSettings settings() {
        return UsageReporterSettings.forSource("/features/translation");
    }

    private static void failOnUnsent(Object report) {
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
        reporter.record(
                ORGANISATION,
                ReportLine.of("translation.document", UsageQuantity.of(quantity))
                        .member("usr_0001")
                        .reference("doc-00000001"));
    }

    /// Sends the pending lines.
    @TearDown
    public void stop() {
        reporter.close();
    }
}
