package credits.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Starts of functions from nothing, by the runtime interface client that Lambda uses and with the flags of its Java
/// runtime, but without a snapshot. The functions take turns, so that a busy moment is everybody's.
final class ColdStartBenchmark {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final List<String> RUNTIME_JARS = List.of(
            "aws-lambda-java-runtime-interface-client",
            "aws-lambda-java-serialization",
            "aws-lambda-java-core",
            "utils-lite");

    private ColdStartBenchmark() {}

    /// A function to start.
    ///
    /// @param code its class path
    /// @param event its first event
    record StartedFunction(String name, String handler, String code, Map<String, String> environment, String event) {}

    /// The nanoseconds of one start.
    ///
    /// @param ready until it asks for its first event
    /// @param answered until it has answered the first event
    /// @param processor what all of its threads used until then
    record ColdStart(long ready, long answered, long processor) {}

    /// Starts each function this number of times, in turn.
    static Map<String, List<ColdStart>> measure(List<StartedFunction> functions, int runs)
            throws IOException, InterruptedException {
        var starts = new LinkedHashMap<String, List<ColdStart>>();
        for (int run = -1; run < runs; run++) {
            for (var function : functions) {
                var start = start(function);
                // The first run of each fills the caches of the file system.
                if (run >= 0)
                    starts.computeIfAbsent(function.name, _ -> new ArrayList<>())
                            .add(start);
            }
        }
        return starts;
    }

    private static ColdStart start(StartedFunction function) throws IOException, InterruptedException {
        var log = Files.createTempFile("cold-start", ".log");
        try (var api = new RuntimeApiServer(function.event)) {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+TieredCompilation",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-Xmx512m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            runtimeJars() + File.pathSeparator + function.code,
                            RUNTIME,
                            function.handler)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(function.environment);
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API", api.address(),
                            "AWS_LAMBDA_FUNCTION_NAME", "benchmark",
                            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
                            "AWS_LAMBDA_LOG_GROUP_NAME", "benchmark",
                            "AWS_LAMBDA_LOG_STREAM_NAME", "benchmark",
                            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"));
            long begun = System.nanoTime();
            var process = builder.start();
            try {
                long ready = api.awaitNext() - begun;
                long answered = api.awaitResponse() - begun;
                return new ColdStart(ready, answered, processorTime(process).toNanos());
            } catch (IllegalStateException failure) {
                throw new IllegalStateException(function.name + ": " + Files.readString(log), failure);
            } finally {
                var _ = process.destroyForcibly().waitFor();
            }
        } finally {
            Files.delete(log);
        }
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String runtimeJars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> RUNTIME_JARS.stream()
                        .anyMatch(jar -> Path.of(entry).getFileName().toString().startsWith(jar)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
