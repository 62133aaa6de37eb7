package credits.local.aws.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The list of what each function's role may do, as `approved-permissions.txt` has it: the function's name, then one
/// line for each statement.
public final class ApprovedPermissions {
    private static final SortedMap<String, String> BY_FUNCTION = read();

    private ApprovedPermissions() {}

    /// The statements of each function, one a line.
    public static SortedMap<String, String> byFunction() {
        return BY_FUNCTION;
    }

    private static SortedMap<String, String> read() {
        try (var list = ApprovedPermissions.class.getResourceAsStream("approved-permissions.txt")) {
            var byFunction = new TreeMap<String, String>();
            var text = new String(requireNonNull(list).readAllBytes(), UTF_8);
            Arrays.stream(text.strip().split("\n\n")).forEach(section -> {
                var parts = section.split("\n", 2);
                byFunction.put(parts[0], parts[1]);
            });
            return Collections.unmodifiableSortedMap(byFunction);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
