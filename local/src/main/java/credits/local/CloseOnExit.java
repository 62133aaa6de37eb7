package credits.local;

import credits.local.cli.TerminalOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/// The parts that run, to be stopped in the other order than they were started in.
final class CloseOnExit implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final TerminalOutput console;

    CloseOnExit(TerminalOutput console) {
        this.console = console;
    }

    <C extends AutoCloseable> C register(C resource) {
        resources.push(resource);
        return resource;
    }

    /// A part that does not stop keeps no other from it.
    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                console.failure(e);
            }
        }
    }
}
