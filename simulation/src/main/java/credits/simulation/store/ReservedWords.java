package credits.simulation.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// The words that an expression may use as a name only through a placeholder such as `#n`. See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html.
final class ReservedWords {
    private static final Set<String> ALL = read();

    private ReservedWords() {}

    /// Returns the name, or rejects it if it is reserved.
    static String refuse(String name, String expression) {
        if (!ALL.contains(name.toLowerCase(Locale.ROOT))) return name;
        throw Rejection.invalid(
                "Invalid " + expression + ": Attribute name is a reserved keyword; reserved keyword: " + name);
    }

    private static Set<String> read() {
        try (var words = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
            var text = new String(Objects.requireNonNull(words).readAllBytes(), StandardCharsets.US_ASCII);
            return Set.of(text.strip().split("\\s+"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
