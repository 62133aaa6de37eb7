package credits.local.lambda;

import java.util.function.Consumer;

/// What goes on by itself until it is closed: receives something and has a function handle it, again and again.
public final class Loop implements AutoCloseable {
    // What fails at once, such as a call of a database that is down, is not tried in a frenzy.
    private static final long PAUSE_AFTER_FAULT_MILLIS = 100;

    /// One time round.
    @FunctionalInterface
    public interface Turn {
        void take() throws Exception;
    }

    private final Turn turn;
    private final Consumer<Throwable> faults;
    private final Thread thread;
    private volatile boolean isOpen = true;

    private Loop(String name, Turn turn, Consumer<Throwable> faults) {
        this.turn = turn;
        this.faults = faults;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /// Begins at once. `faults` gets what a turn threw; the next turn comes all the same.
    public static Loop start(String name, Turn turn, Consumer<Throwable> faults) {
        var loop = new Loop(name, turn, faults);
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
                turn();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void turn() throws InterruptedException {
        try {
            turn.take();
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception fault) {
            if (!isOpen) return;
            faults.accept(fault);
            Thread.sleep(PAUSE_AFTER_FAULT_MILLIS);
        }
    }
}
