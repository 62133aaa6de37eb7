package credits.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import credits.client.Sink.Outcome;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// What the library promises: Java 17, its dependencies, its allocation.
class PromisesTest {
    private static final int JAVA_17 = 61;
    // The SDK's clients for SQS and for HTTP, with their own dependencies.
    private static final String INHERITED = """
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
    private static final long MOST_BYTES_PER_LINE = 1_000;

    @Test
    void every_class_runs_on_Java_17() throws IOException {
        try (var files = Files.walk(Path.of("target", "classes"))) {
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
    void a_feature_team_inherits_the_SDK_for_SQS_and_nothing_else() throws IOException {
        var jars =
                Files.readString(Path.of("target", "runtime-classpath")).strip().split(File.pathSeparator, -1);
        var names = Arrays.stream(jars)
                .map(jar -> Path.of(jar).getFileName().toString().replaceFirst("-[0-9].*", ""))
                .sorted()
                .toList();

        assertThat(names).isEqualTo(INHERITED.lines().toList());
    }

    @Test
    void a_line_allocates_at_most_a_kilobyte_until_its_report_is_made() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Sink swallowing = reports -> Collections.nCopies(reports.size(), Outcome.taken());
        var organisation = new Organisation("org_acme");
        int lines = 200_000;

        try (var usage = Usage.to(swallowing, (_, _, _) -> {}, UsageSettings.of("/features/translation"))) {
            record(usage, organisation, lines);
            long before = threads.getCurrentThreadAllocatedBytes();
            record(usage, organisation, lines);
            long perLine = (threads.getCurrentThreadAllocatedBytes() - before) / lines;

            System.out.println("record: " + perLine + " bytes allocated per line");
            assertThat(perLine).isPositive().isLessThanOrEqualTo(MOST_BYTES_PER_LINE);
        }
    }

    private static void record(Usage usage, Organisation organisation, int lines) {
        for (int i = 0; i < lines; i++) {
            usage.record(
                    organisation,
                    Line.of("translation.document", Quantity.of(1 + i % 3_000))
                            .member("usr_0001")
                            .reference("doc-00000001"));
        }
    }
}
