package credits.local.aws.lambda;

import java.util.function.Consumer;

/// Repeats a poll until it is closed. An exception is reported, and the next poll follows after a short delay.
public final class PollingLoop implements AutoCloseable {
    // A poll that fails at once, such as a call to a database that is down, must not spin.
    private static final long DELAY_AFTER_ERROR_MILLIS = 100;

    /// One poll.
    @FunctionalInterface
    public interface Poll {
        void run() throws Exception;
    }

    private final Poll poll;
    private final Consumer<Throwable> errors;
    private final Thread thread;
    private volatile boolean isOpen = true;

    private PollingLoop(String name, Poll poll, Consumer<Throwable> errors) {
        this.poll = poll;
        this.errors = errors;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /// Starts polling.
    ///
    /// @param errors receives exceptions of the poll
    public static PollingLoop start(String name, Poll poll, Consumer<Throwable> errors) {
        var loop = new PollingLoop(name, poll, errors);
        loop.thread.start();
        return loop;
    }

    @Override
    public void close() {
        isOpen = false;
        thread.interrupt();
    }

    private void run() {
        while (isOpen) {
            try {
                pollOnce();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void pollOnce() throws InterruptedException {
        try {
            poll.run();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            if (!isOpen) return;
            errors.accept(failure);
            Thread.sleep(DELAY_AFTER_ERROR_MILLIS);
        }
    }
}
