package credits.benchmarks;

import static java.util.regex.Pattern.quote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// The machine and the versions that are measured, and how busy the machine was before.
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /// Describes machine, versions and time in one sentence.
    static String describe() {
        return "%d × %s, %d GiB, %s %s, Java %s, DynamoDB Local %s, on %s with a load average of %.2f before."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value(PROCESSORS, "model name"),
                        Long.parseLong(value(MEMORY, "MemTotal").replace(" kB", "")) >> 20,
                        System.getProperty("os.name"),
                        System.getProperty("os.version").split("-", 2)[0],
                        System.getProperty("java.vm.version"),
                        versionOf("DynamoDBLocal"),
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /// Returns the version of a library, by the name of its jar on the class path.
    static String versionOf(String artifact) {
        var jar = Pattern.compile(quote(artifact) + "-([0-9][^/\\\\]*)\\.jar");
        return jar.matcher(System.getProperty("java.class.path"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String value(Path file, String name) {
        if (!Files.exists(file)) return name.equals("MemTotal") ? "0" : System.getProperty("os.arch");
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
