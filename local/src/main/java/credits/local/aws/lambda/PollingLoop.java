package credits.local.aws.lambda;

import java.util.function.Consumer;

/// What goes on by itself until it is closed: receives something and has a function handle it, again and again.
public final class PollingLoop implements AutoCloseable {
    // What fails at once, such as a call of a database that is down, is not tried in a frenzy.
    private static final long DELAY_AFTER_ERROR_MILLIS = 100;

    /// One time round.
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

    /// Begins at once. `errors` gets what a turn threw; the next turn comes all the same.
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
