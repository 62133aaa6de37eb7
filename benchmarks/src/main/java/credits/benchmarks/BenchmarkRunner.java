package credits.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Measures the sections that are named, or all, and writes their figures into `docs/performance.md`. Run it with
/// `./benchmark`, which starts what we are compared with.
final class BenchmarkRunner {
    private static final String ROOT = System.getProperty("credits.root", ".");

    private BenchmarkRunner() {}

    /// A section of the document.
    ///
    /// @param isExact whether its figures are computed, and therefore the same on every machine
    private record Section(String name, boolean isExact, Measurement measurement) {}

    /// Measures a section and returns its figures as Markdown.
    @FunctionalInterface
    private interface Measurement {
        String measure(PerformanceDocument document) throws Exception;
    }

    static void main(String[] names) throws Exception {
        var root = Path.of(ROOT).toAbsolutePath().normalize();
        var document = new PerformanceDocument(root.resolve("docs/performance.md"));
        var machine = Machine.describe();
        var sections = sections(root).stream()
                .filter(section -> names.length == 0 || List.of(names).contains(section.name))
                .toList();
        if (sections.isEmpty()) throw new IllegalArgumentException("sections: " + sectionNames(root));
        long start = System.nanoTime();
        for (int i = 0; i < sections.size(); i++) {
            var section = sections.get(i);
            IO.print("[%d/%d] %s … ".formatted(i + 1, sections.size(), section.name));
            long begun = System.nanoTime();
            var figures = section.measurement.measure(document);
            document.write(section.name, figures + "\n\n" + origin(section, machine));
            IO.println(
                    "%d s".formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
            IO.println(figures + "\n");
        }
        IO.println("docs/performance.md has the figures, after %d s."
                .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds()));
        System.exit(0); // the tests' DynamoDB Local, which payments use, is never closed
    }

    /// The names of all sections, in the order of their measurements.
    static List<String> sectionNames(Path root) {
        return sections(root).stream().map(Section::name).toList();
    }

    private static String origin(Section section, String machine) {
        return "`./benchmark " + section.name + "`: "
                + (section.isExact ? "computed, the same on every machine." : machine);
    }

    private static List<Section> sections(Path root) {
        var postgres = new PostgresBenchmark(System.getProperty("credits.postgres", ""));
        var killBill = new KillBillBenchmark(
                URI.create(System.getProperty("credits.kill-bill", "")),
                System.getProperty("credits.kill-bill-version", ""),
                System.getProperty("credits.kill-bill-database", ""));
        return List.of(
                new Section("cost", true, CostFigures::measure),
                new Section("reads", false, _ -> ReadFigures.measure()),
                new Section("contention", true, ContentionFigures::measure),
                new Section("local-contention", false, _ -> LocalContentionFigures.measure()),
                new Section("running-system", false, _ -> RunningSystemFigures.measure(root)),
                new Section("throughput", false, document -> ThroughputFigures.measure(document, postgres, killBill)),
                new Section("engine", false, _ -> EngineFigures.measure()),
                new Section("cold-starts", false, document -> ColdStartFigures.measure(document, root)),
                new Section(
                        "payments", false, _ -> FulfilmentBenchmark.measure().toString()));
    }
}
