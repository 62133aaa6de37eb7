package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Collects the lines of a console, and can be read while more is printed.
final class ConsoleLines extends OutputStream {
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int letter) {
        if (letter == '\n') {
            lines.add(begun.toString(UTF_8));
            begun.reset();
        } else {
            begun.write(letter);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) write(bytes[i]);
    }

    /// The complete lines so far.
    synchronized Stream<String> lines() {
        return List.copyOf(lines).stream();
    }
}
