package credits.local.cli;

import credits.local.clock.NowOption;
import credits.local.clock.ShiftedClock;
import credits.local.demo.Scenarios;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the person asked for. Without a `dataFolder` folder everything lives in memory; `templateFolder` is what was
/// synthesized, `webFolder` the folder of the web app.
///
/// @param sqsPort where the queues listen; 0 takes any port that is free
/// @param now the moment to pretend; without it the time is the machine's
/// @param largeMonthEntries how many entries the large demo organisation has in its large month
public record RunOptions(
        int port,
        int sqsPort,
        Optional<Path> dataFolder,
        Optional<Instant> now,
        boolean hasDemo,
        int largeMonthEntries,
        boolean isVerbose,
        Path templateFolder,
        Path webFolder) {
    static final int DEFAULT_PORT = 8080;

    /// ElasticMQ's own, which its users know.
    static final int DEFAULT_SQS_PORT = 9324;

    private static final Set<String> OPTIONS_WITH_VALUE =
            Set.of("--port", "--sqs-port", "--data", "--demo-entries", "--now", "--template", "--web");
    private static final Set<String> FLAGS = Set.of("--without-demo", "--verbose");

    /// Refuses what it does not know, in one sentence.
    public static RunOptions parse(List<String> arguments) {
        var given = parseArguments(arguments);
        return new RunOptions(
                port(given, "--port", DEFAULT_PORT),
                port(given, "--sqs-port", DEFAULT_SQS_PORT),
                Optional.ofNullable(given.get("--data")).map(Path::of),
                Optional.ofNullable(given.get("--now")).map(NowOption::parse),
                !given.containsKey("--without-demo"),
                entries(given.getOrDefault("--demo-entries", String.valueOf(Scenarios.LARGE_MONTH_ENTRIES))),
                given.containsKey("--verbose"),
                Path.of(given.getOrDefault("--template", "infrastructure/target/cdk.out")),
                Path.of(given.getOrDefault("--web", "web")));
    }

    /// What all parts of the system take the time from, from now on.
    public ShiftedClock clock() {
        return now.map(ShiftedClock::startingAt).orElse(ShiftedClock.REAL);
    }

    // Of an option that is given twice the last one counts.
    private static Map<String, String> parseArguments(List<String> arguments) {
        var remaining = new ArrayDeque<>(arguments);
        var given = new HashMap<String, String>();
        while (!remaining.isEmpty()) {
            var name = remaining.pop();
            if (OPTIONS_WITH_VALUE.contains(name)) given.put(name, value(name, remaining));
            else if (FLAGS.contains(name)) given.put(name, "");
            else throw new IllegalArgumentException("Unknown option " + name + ": ./run --help lists what there is.");
        }
        return given;
    }

    private static String value(String name, ArrayDeque<String> remaining) {
        if (remaining.isEmpty()) throw new IllegalArgumentException("Option " + name + " needs a value.");
        return remaining.pop();
    }

    private static int entries(String text) {
        if (!text.matches("[1-9]\\d{1,6}"))
            throw new IllegalArgumentException("--demo-entries takes a number from 10 to 9999999, not " + text + ".");
        return Integer.parseInt(text);
    }

    private static int port(Map<String, String> given, String name, int defaultPort) {
        var text = given.getOrDefault(name, String.valueOf(defaultPort));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535)
            throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + text + ".");
        return Integer.parseInt(text);
    }
}
