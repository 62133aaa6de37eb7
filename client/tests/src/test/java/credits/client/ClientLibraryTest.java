package credits.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import credits.client.usage.ReportLine;
import credits.client.usage.ReportSink;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// The guarantees of the library: Java 17, its dependencies, its allocation.
class ClientLibraryTest {
    private static final int JAVA_17 = 61;
    // The SDK's clients for SQS and for HTTP, with their own dependencies.
    private static final String RUNTIME_JARS = """
            annotations
            auth
            aws-core
            aws-json-protocol
            checksums
            checksums-spi
            endpoints-spi
            eventstream
            http-auth
            http-auth-aws
            http-auth-aws-eventstream
            http-auth-spi
            http-client-spi
            identity-spi
            json-utils
            metrics-spi
            profiles
            protocol-core
            reactive-streams
            regions
            retries
            retries-spi
            sdk-core
            slf4j-api
            sqs
            third-party-jackson-core
            url-connection-client
            utils
            utils-lite
            """;
    private static final long MAX_BYTES_PER_LINE = 1_000;

    @Test
    void every_class_runs_on_Java_17() throws IOException {
        try (var files = Files.walk(Path.of("..", "target", "classes"))) {
            var classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).hasSizeGreaterThan(30);
            for (var file : classes) assertThat(version(file)).as("%s", file).isEqualTo(JAVA_17);
        }
    }

    private static int version(Path file) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            assertThat(in.readUnsignedShort()).isZero();
            return in.readUnsignedShort();
        }
    }

    @Test
    void the_only_runtime_dependency_is_the_SDK_for_SQS() throws IOException {
        var jars = Files.readString(Path.of("..", "target", "runtime-classpath"))
                .strip()
                .split(File.pathSeparator, -1);
        var names = Arrays.stream(jars)
                .map(jar -> Path.of(jar).getFileName().toString().replaceFirst("-[0-9].*", ""))
                .sorted()
                .toList();

        assertThat(names).isEqualTo(RUNTIME_JARS.lines().toList());
    }

    @Test
    void recording_a_line_allocates_at_most_a_kilobyte() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ReportSink swallowing = reports -> Collections.nCopies(reports.size(), Outcome.accepted());
        var organisation = new Organisation("org_acme");
        int lines = 200_000;

        try (var reporter = UsageReporter.start(
                swallowing, (_, _, _) -> {}, UsageReporterSettings.forSource("/features/translation"))) {
            record(reporter, organisation, lines);
            long before = threads.getCurrentThreadAllocatedBytes();
            record(reporter, organisation, lines);
            long perLine = (threads.getCurrentThreadAllocatedBytes() - before) / lines;

            System.out.println("record: " + perLine + " bytes allocated per line");
            assertThat(perLine).isPositive().isLessThanOrEqualTo(MAX_BYTES_PER_LINE);
        }
    }

    private static void record(UsageReporter reporter, Organisation organisation, int lines) {
        for (int i = 0; i < lines; i++) {
            reporter.record(
                    organisation,
                    ReportLine.of("translation.document", UsageQuantity.of(1 + i % 3_000))
                            .member("usr_0001")
                            .reference("doc-00000001"));
        }
    }
}
