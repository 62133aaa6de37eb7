package credits.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// The cost of a million events in DynamoDB, for each workload and number of instances, beside the textbook.
final class CostFigures {
    private static final List<Integer> LINES = List.of(1, 10, 100, 500);
    private static final List<Integer> REPORTS = List.of(1, BenchmarkWorkload.BATCH);
    private static final List<Integer> INSTANCES = List.of(1, 8, 64);

    private CostFigures() {}

    private record MeasuredWorkload(BenchmarkWorkload workload, List<CostBenchmark> byInstances) {
        static MeasuredWorkload of(BenchmarkWorkload workload) {
            return new MeasuredWorkload(
                    workload,
                    INSTANCES.stream()
                            .map(instances -> CostBenchmark.measure(workload, instances))
                            .toList());
        }
    }

    static String measure(PerformanceDocument document) throws IOException {
        var workloads = REPORTS.stream()
                .flatMap(reports -> LINES.stream()
                        .flatMap(lines -> IntStream.of(0, 1)
                                .mapToObj(named -> new BenchmarkWorkload(lines, reports, named == 1))))
                .toList();
        var measured = workloads.parallelStream().map(MeasuredWorkload::of).toList();
        var table = new MarkdownTable(
                "lines × reports a commit",
                "write units",
                "requests",
                "USD, 1 instance",
                "USD, 8 instances",
                "USD, 64 instances",
                "USD, textbook",
                "textbook ÷ 1 instance");
        measured.forEach(each -> addRow(table, each));
        return table + "\n\n" + DynamoDbPrices.describe() + "\n\n" + chart(document, measured);
    }

    private static void addRow(MarkdownTable table, MeasuredWorkload measured) {
        var alone = measured.byInstances.getFirst();
        var dollars = measured.byInstances.stream()
                .map(cost -> Figures.significant(cost.dollarsPerMillion()))
                .toList();
        double textbook = textbook(measured.workload);
        table.add(
                label(measured.workload),
                Figures.whole(1_000_000 * alone.writeUnits()),
                Figures.whole(1_000_000 * alone.requests()),
                dollars.get(0),
                dollars.get(1),
                dollars.get(2),
                Figures.significant(textbook),
                Figures.significant(textbook / alone.dollarsPerMillion()));
    }

    private static double textbook(BenchmarkWorkload workload) {
        return DynamoDbPrices.dollars(1_000_000 * TextbookDesign.writeUnits(workload), 0);
    }

    private static String label(BenchmarkWorkload workload) {
        return workload.linesPerReport() + " × " + workload.reportsPerCommit()
                + (workload.hasReferences() ? ", references" : "");
    }

    private static String chart(PerformanceDocument document, List<MeasuredWorkload> measured) throws IOException {
        var chart = new BarChart("USD for a million events in DynamoDB");
        chart.add("textbook, one transaction an event", textbook(measured.getFirst().workload), false);
        measured.stream()
                .filter(each -> !each.workload.hasReferences())
                .forEach(each -> chart.add(
                        label(each.workload) + ", one instance",
                        each.byInstances.getFirst().dollarsPerMillion(),
                        true));
        return document.chart("cost", "What a million events cost in DynamoDB", chart);
    }
}
