package credits.local;

import java.util.ArrayDeque;
import java.util.Deque;

/// The parts that run, to be stopped in the other order than they were started in.
final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Console console;

    Running(Console console) {
        this.console = console;
    }

    <C extends AutoCloseable> C keep(C part) {
        parts.push(part);
        return part;
    }

    /// A part that does not stop keeps no other from it.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                console.fault(e);
            }
        }
    }
}
