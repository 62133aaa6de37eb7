package credits.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// What the person asked for. Without a `data` folder everything lives in memory; `template` is what was
/// synthesized, `web` the folder of the web app.
record Options(int port, Optional<Path> data, boolean demo, boolean verbose, Path template, Path web) {
    static final int USUAL_PORT = 8080;

    private static final Options USUAL = new Options(
            USUAL_PORT, Optional.empty(), true, false, Path.of("infrastructure/target/cdk.out"), Path.of("web"));

    /// Refuses what it does not know, in one sentence.
    static Options of(List<String> arguments) {
        var rest = new ArrayDeque<>(arguments);
        var options = USUAL;
        while (!rest.isEmpty()) options = options.with(rest.pop(), rest);
        return options;
    }

    private Options with(String name, ArrayDeque<String> rest) {
        return switch (name) {
            case "--port" -> new Options(portIn(value(name, rest)), data, demo, verbose, template, web);
            case "--data" -> new Options(port, Optional.of(Path.of(value(name, rest))), demo, verbose, template, web);
            case "--without-demo" -> new Options(port, data, false, verbose, template, web);
            case "--verbose" -> new Options(port, data, demo, true, template, web);
            case "--template" -> new Options(port, data, demo, verbose, Path.of(value(name, rest)), web);
            case "--web" -> new Options(port, data, demo, verbose, template, Path.of(value(name, rest)));
            default ->
                throw new IllegalArgumentException("Unknown option " + name + ": ./run --help lists what there is.");
        };
    }

    private static String value(String name, ArrayDeque<String> rest) {
        if (rest.isEmpty()) throw new IllegalArgumentException("Option " + name + " needs a value.");
        return rest.pop();
    }

    private static int portIn(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535)
            throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + text + ".");
        return Integer.parseInt(text);
    }
}
