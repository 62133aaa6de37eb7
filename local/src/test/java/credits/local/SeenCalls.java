package credits.local;

import credits.local.aws.iamproxy.AllowedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// The kinds of calls that the functions made in all tests of this module so far, in `target/seen-calls.txt`. Once all
/// have run, that is the list in `template-tests` with which the roles are compared.
final class SeenCalls {
    private static final Path FILE = Path.of("target", "seen-calls.txt");
    private static final Set<String> LINES = new ConcurrentSkipListSet<>();

    private SeenCalls() {}

    static void add(Set<AllowedCall> calls) {
        for (var call : calls) LINES.add(call.toString());
        try {
            var _ = Files.write(FILE, LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
