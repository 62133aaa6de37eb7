package credits.benchmarks;

import credits.TestRequest;
import credits.benchmarks.ColdStartBenchmark.ColdStart;
import credits.benchmarks.ColdStartBenchmark.StartedFunction;
import credits.function.authorization.AuthorizationHandler;
import credits.function.debit.DebitHandler;
import credits.function.usage.UsageHandler;
import credits.identity.UniqueId;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.RouteDefinition;
import credits.money.Eur;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Starts of three functions from nothing, beside the least that a function with a table does.
final class ColdStartFigures {
    private static final int RUNS = 15;
    private static final String ORGANISATION = BenchmarkWorkload.ORGANISATION.value();

    private ColdStartFigures() {}

    static String measure(PerformanceDocument document, Path root) throws IOException, InterruptedException {
        try (var table = new BenchmarkTable()) {
            table.openAccount(BenchmarkWorkload.ORGANISATION, Eur.of("1000"));
            var starts = ColdStartBenchmark.measure(functions(table, root), RUNS);
            var figures = new MarkdownTable(
                    "function", "ready, ms", "first response, ms", "slowest, ms", "processor time, ms", "jar, MB");
            var chart = new BarChart("Milliseconds from nothing to the first response");
            starts.forEach((name, all) -> {
                addRow(figures, name, all, jar(root, name));
                chart.add(name, percentile(all, ColdStart::answered, 0.5).toNanos() / 1e6, !name.startsWith("hello"));
            });
            var client = "aws-lambda-java-runtime-interface-client";
            return figures + "\n\nBy `" + client + "` " + Machine.versionOf(client) + ", " + RUNS + " starts each.\n\n"
                    + document.chart("cold-starts", "Cold starts without a snapshot", chart);
        }
    }

    private static void addRow(MarkdownTable figures, String name, List<ColdStart> starts, Path jar) {
        figures.add(
                name,
                Figures.millis(percentile(starts, ColdStart::ready, 0.5)),
                Figures.millis(percentile(starts, ColdStart::answered, 0.5)),
                Figures.millis(percentile(starts, ColdStart::answered, 1)),
                Figures.millis(percentile(starts, ColdStart::processor, 0.5)),
                Files.exists(jar) ? Figures.significant(jar.toFile().length() / 1e6) : "");
    }

    private static Duration percentile(List<ColdStart> starts, ToLongFunction<ColdStart> figure, double share) {
        return Figures.percentile(starts.stream().mapToLong(figure).toArray(), share);
    }

    private static Path jar(Path root, String function) {
        return root.resolve("functions/%1$s/target/%1$s.jar".formatted(function));
    }

    private static List<StartedFunction> functions(BenchmarkTable table, Path root) {
        var settings = DeploymentTemplate.read(root.resolve("infrastructure/target/cdk.out"), table.addresses());
        var report = UsageTraffic.of(ORGANISATION, 1, 1).sent();
        var overview = TestRequest.of("GET /v1/usage", "", BenchmarkWorkload.MEASURED_FROM)
                .signedInAs(ORGANISATION, "[owner]");
        var key = new UniqueId(BenchmarkWorkload.MEASURED_FROM.toEpochMilli() << 16, 1).toString();
        var authorization = TestRequest.of("POST /v1/authorizations", "", BenchmarkWorkload.MEASURED_FROM)
                .signedInAs(ORGANISATION, "[feature]")
                .withHeader("idempotency-key", key)
                .withJson("{\"operation\":\"search.deep\",\"quantity\":\"1\",\"capture\":true}");
        return List.of(
                new StartedFunction(
                        "hello, one item with the SDK",
                        HelloHandler.class.getName(),
                        root.resolve("benchmarks/target/classes") + File.pathSeparator + jar(root, "debit"),
                        table.environment(),
                        "{}"),
                function(
                        "usage",
                        UsageHandler.class,
                        table,
                        settings,
                        root,
                        overview.toEvent().toText()),
                function(
                        "authorization",
                        AuthorizationHandler.class,
                        table,
                        settings,
                        root,
                        authorization.toEvent().toText()),
                function("debit", DebitHandler.class, table, settings, root, UsageTraffic.toEvent(report)));
    }

    private static StartedFunction function(
            String name, Class<?> handler, BenchmarkTable table, DeploymentTemplate settings, Path root, String event) {
        return new StartedFunction(
                name, handler.getName(), jar(root, name).toString(), environment(handler, table, settings), event);
    }

    /// The settings of the deployment, on this table.
    private static Map<String, String> environment(
            Class<?> handler, BenchmarkTable table, DeploymentTemplate settings) {
        var environment = new HashMap<String, String>();
        settings.routes().stream()
                .map(RouteDefinition::function)
                .filter(function -> function.handler().equals(handler.getName()))
                .findFirst()
                .ifPresent(function -> environment.putAll(function.environment()));
        environment.putAll(table.environment());
        return environment;
    }
}
