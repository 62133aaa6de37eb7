package credits.local.cli;

import credits.local.clock.NowOption;
import credits.local.clock.ShiftedClock;
import credits.local.demo.DemoScenarios;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options of `./run`.
///
/// @param port the port to listen on
/// @param sqsPort the port of the queues; 0 picks a free one
/// @param dataFolder where data is kept between starts; in memory if empty
/// @param now the moment to start at; the machine's time if empty
/// @param templateFolder the synthesized templates
/// @param webFolder the folder of the web app
/// @param largeMonthEntries the number of entries of the large demo organisation in its large month
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

    /// ElasticMQ's default port.
    static final int DEFAULT_SQS_PORT = 9324;

    private static final Set<String> OPTIONS_WITH_VALUE =
            Set.of("--port", "--sqs-port", "--data", "--demo-entries", "--now", "--template", "--web");
    private static final Set<String> FLAGS = Set.of("--without-demo", "--verbose");

    /// Parses the arguments; an invalid one is an [IllegalArgumentException] with a message for the terminal.
    public static RunOptions parse(List<String> arguments) {
        var given = parseArguments(arguments);
        return new RunOptions(
                port(given, "--port", DEFAULT_PORT),
                port(given, "--sqs-port", DEFAULT_SQS_PORT),
                Optional.ofNullable(given.get("--data")).map(Path::of),
                Optional.ofNullable(given.get("--now")).map(NowOption::parse),
                !given.containsKey("--without-demo"),
                entries(given.getOrDefault("--demo-entries", String.valueOf(DemoScenarios.LARGE_MONTH_ENTRIES))),
                given.containsKey("--verbose"),
                Path.of(given.getOrDefault("--template", "infrastructure/target/cdk.out")),
                Path.of(given.getOrDefault("--web", "web")));
    }

    /// Starts the clock of the system.
    public ShiftedClock clock() {
        return now.map(ShiftedClock::startingAt).orElse(ShiftedClock.REAL);
    }

    // If an option is repeated, the last one wins.
    private static Map<String, String> parseArguments(List<String> arguments) {
        var remaining = new ArrayDeque<>(arguments);
        var given = new HashMap<String, String>();
        while (!remaining.isEmpty()) {
            var name = remaining.pop();
            if (OPTIONS_WITH_VALUE.contains(name)) given.put(name, value(name, remaining));
            else if (FLAGS.contains(name)) given.put(name, "");
            else throw new IllegalArgumentException("Unknown option " + name + ". See ./run --help.");
        }
        return given;
    }

    private static String value(String name, ArrayDeque<String> remaining) {
        if (remaining.isEmpty()) throw new IllegalArgumentException("Option " + name + " requires a value.");
        return remaining.pop();
    }

    private static int entries(String text) {
        if (!text.matches("[1-9]\\d{1,6}"))
            throw new IllegalArgumentException("--demo-entries must be a number from 10 to 9999999, not " + text + ".");
        return Integer.parseInt(text);
    }

    private static int port(Map<String, String> given, String name, int defaultPort) {
        var text = given.getOrDefault(name, String.valueOf(defaultPort));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535)
            throw new IllegalArgumentException("A port must be a number from 1 to 65535, not " + text + ".");
        return Integer.parseInt(text);
    }
}
