package credits.local.aws.role;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The kinds of calls that functions make under their roles, in tests and in the local run. With the system property
/// `credits.seenCalls`, they are written to that file when the process ends: `seen-calls.txt` is made of these.
public final class SeenCalls {
    private static final Set<String> LINES = ConcurrentHashMap.newKeySet();

    static {
        Optional.ofNullable(System.getProperty("credits.seenCalls"))
                .map(Path::of)
                .ifPresent(file -> Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file))));
    }

    private SeenCalls() {}

    /// Adds a call that the role of `function` allows.
    ///
    /// @param function its name in the template, with or without what CloudFormation appends
    public static void add(String function, IamRequest request) {
        var transaction = request.context().containsKey(ConditionKey.ENCLOSING_OPERATION) ? " in transactions" : "";
        LINES.add(
                function.replaceFirst("(?<=Function).*", "") + " " + request.action() + target(request) + transaction);
    }

    // Items by the first part of their partition key, objects by their folder, anything else by the action alone.
    private static String target(IamRequest request) {
        var keys = request.context().get(ConditionKey.LEADING_KEYS);
        if (keys != null) return " " + keys.getFirst().replaceFirst("#.*", "#*");
        var path = request.resource().split("/", 3);
        return request.action().endsWith("Object") && path.length == 3 ? " " + path[1] + "/*" : "";
    }

    private static void write(Path file) {
        try {
            var _ = Files.write(file, new TreeSet<>(LINES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
