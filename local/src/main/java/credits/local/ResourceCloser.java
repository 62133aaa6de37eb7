package credits.local;

import credits.local.cli.TerminalOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/// Closes its resources in reverse order of registration.
final class ResourceCloser implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final TerminalOutput console;

    ResourceCloser(TerminalOutput console) {
        this.console = console;
    }

    <C extends AutoCloseable> C register(C resource) {
        resources.push(resource);
        return resource;
    }

    /// If closing one resource fails, the others are still closed.
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
