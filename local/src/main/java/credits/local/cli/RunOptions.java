package credits.local;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the person asked for. Without a `data` folder everything lives in memory; `template` is what was
/// synthesized, `web` the folder of the web app.
///
/// @param sqsPort where the queues listen; 0 takes any port that is free
/// @param now the moment to pretend; without it the time is the machine's
record Options(
        int port,
        int sqsPort,
        Optional<Path> data,
        Optional<Instant> now,
        boolean demo,
        boolean verbose,
        Path template,
        Path web) {
    static final int USUAL_PORT = 8080;

    /// ElasticMQ's own, which its users know.
    static final int USUAL_SQS_PORT = 9324;

    private static final Set<String> WITH_VALUE =
            Set.of("--port", "--sqs-port", "--data", "--now", "--template", "--web");
    private static final Set<String> FLAGS = Set.of("--without-demo", "--verbose");

    /// Refuses what it does not know, in one sentence.
    static Options of(List<String> arguments) {
        var given = given(arguments);
        return new Options(
                port(given, "--port", USUAL_PORT),
                port(given, "--sqs-port", USUAL_SQS_PORT),
                Optional.ofNullable(given.get("--data")).map(Path::of),
                Optional.ofNullable(given.get("--now")).map(Moment::parse),
                !given.containsKey("--without-demo"),
                given.containsKey("--verbose"),
                Path.of(given.getOrDefault("--template", "infrastructure/target/cdk.out")),
                Path.of(given.getOrDefault("--web", "web")));
    }

    /// What all parts of the system take the time from, from now on.
    ShiftedClock clock() {
        return now.map(ShiftedClock::from).orElse(ShiftedClock.REAL);
    }

    // Of an option that is given twice the last one counts.
    private static Map<String, String> given(List<String> arguments) {
        var rest = new ArrayDeque<>(arguments);
        var given = new HashMap<String, String>();
        while (!rest.isEmpty()) {
            var name = rest.pop();
            if (WITH_VALUE.contains(name)) given.put(name, value(name, rest));
            else if (FLAGS.contains(name)) given.put(name, "");
            else throw new IllegalArgumentException("Unknown option " + name + ": ./run --help lists what there is.");
        }
        return given;
    }

    private static String value(String name, ArrayDeque<String> rest) {
        if (rest.isEmpty()) throw new IllegalArgumentException("Option " + name + " needs a value.");
        return rest.pop();
    }

    private static int port(Map<String, String> given, String name, int usual) {
        var text = given.getOrDefault(name, String.valueOf(usual));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535)
            throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + text + ".");
        return Integer.parseInt(text);
    }
}
