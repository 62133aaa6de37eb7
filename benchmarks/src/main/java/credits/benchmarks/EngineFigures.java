package credits.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Our code alone, without a store or a network, by JMH.
final class EngineFigures {
    private static final int WARM_UP_ITERATIONS = 3;
    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);
    private static final List<Class<?>> BENCHMARKS = List.of(
            BookingBenchmark.class,
            LeaseBenchmark.class,
            UsageReporterBenchmark.class,
            InvoiceRenderingBenchmark.class);

    private EngineFigures() {}

    static String measure() throws RunnerException {
        var options = new OptionsBuilder()
                .warmupIterations(WARM_UP_ITERATIONS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        var table = new MarkdownTable("benchmark", "result", "± 99.9 %", "unit");
        for (var benchmark : BENCHMARKS) {
            IO.print(benchmark.getSimpleName() + " … ");
            var one = new OptionsBuilder().parent(options).include(benchmark.getName());
            for (var result : new Runner(one.build()).run()) addRow(table, result);
        }
        return table + "\n\nBy JMH " + Machine.versionOf("jmh-core") + ".";
    }

    private static void addRow(MarkdownTable table, RunResult result) {
        var score = result.getPrimaryResult();
        var parameters = result.getParams();
        var name = result.getParams().getBenchmark();
        var values = parameters.getParamsKeys().stream()
                .map(key -> String.format(Locale.ROOT, ", %s %s", parameters.getParam(key), key))
                .toList();
        table.add(
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1) + String.join("", values),
                Figures.significant(score.getScore()),
                Figures.significant(score.getScoreError()),
                score.getScoreUnit());
    }
}
