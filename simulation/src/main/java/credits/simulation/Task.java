package credits.simulation;

import java.util.concurrent.locks.LockSupport;

/// A task of a [Scheduler], on its own thread, which runs only while it has the turn.
final class Task {
    private final String name;
    private final Thread thread;
    private volatile boolean hasBaton;
    private long wakesAtNanos;

    Task(String name, Runnable body) {
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(body);
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return Thread.currentThread() == thread;
    }

    void giveBaton() {
        hasBaton = true;
        if (thread.getState() == Thread.State.NEW) thread.start();
        else LockSupport.unpark(thread);
    }

    void awaitBaton() {
        while (!hasBaton) LockSupport.park(this);
    }

    void takeBaton() {
        hasBaton = false;
    }

    long wakesAtNanos() {
        return wakesAtNanos;
    }

    void sleepUntil(long nanos) {
        wakesAtNanos = nanos;
    }
}
