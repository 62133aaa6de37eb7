package credits.simulation;

import java.util.concurrent.locks.LockSupport;

/// A task of a [DeterministicScheduler], on its own thread, which runs only while it has the turn.
final class ScheduledTask {
    private final String name;
    private final Thread thread;
    private volatile boolean hasTurn;
    private long wakesAtNanos;

    ScheduledTask(String name, Runnable body) {
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(body);
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return Thread.currentThread() == thread;
    }

    void resume() {
        hasTurn = true;
        if (thread.getState() == Thread.State.NEW) thread.start();
        else LockSupport.unpark(thread);
    }

    void awaitTurn() {
        while (!hasTurn) LockSupport.park(this);
    }

    void endTurn() {
        hasTurn = false;
    }

    long wakesAtNanos() {
        return wakesAtNanos;
    }

    void sleepUntil(long nanos) {
        wakesAtNanos = nanos;
    }
}
