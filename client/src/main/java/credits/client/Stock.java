package credits.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Holds pending reports between the threads that record and the one that sends. At any time a report is in exactly one
/// place: in the buffer, in flight, or being handled by the [Unsent]; so each ends exactly once.
final class Stock {
    private final Buffer buffer;
    private final UsageSettings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private List<Parcel> onTheWay = List.of();
    private List<Parcel> handedOver = List.of();
    private boolean closing;
    private boolean abandoned;
    private boolean ended;
    private boolean stopped;

    Stock(Buffer buffer, UsageSettings settings, InstantSource clock) {
        this.buffer = buffer;
        this.settings = settings;
        this.clock = clock;
    }

    void put(Organisation organisation, List<Line> lines, Instant now) {
        lock.lock();
        try {
            long left = settings.longestWait().toNanos();
            while (!offer(organisation, lines, now)) {
                buffer.sealAll(clock.instant());
                work.signal();
                if (left <= 0) throw new BufferFull(buffer.bytes());
                left = settled.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BufferFull(buffer.bytes());
        } finally {
            lock.unlock();
        }
    }

    private boolean offer(Organisation organisation, List<Line> lines, Instant now) {
        if (closing || ended)
            throw new IllegalStateException("The reporter is closed. Nothing of this call was recorded.");
        boolean wasIdle = buffer.isEmpty();
        boolean taken = buffer.offer(organisation, lines, now, settings.mostBufferedBytes());
        if (taken && (wasIdle || buffer.hasReady())) work.signal();
        return taken;
    }

    /// Waits for the next batch to send. Returns an empty list when the reporter is closing and everything is sent, or
    /// when `close` has taken over the pending reports.
    List<Parcel> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!abandoned) {
                var now = clock.instant();
                if (closing) buffer.sealAll(now);
                else buffer.sealDue(now);
                onTheWay = buffer.poll().stream()
                        .map(parcel -> parcel.triedAt(now))
                        .toList();
                if (!onTheWay.isEmpty() || closing) return onTheWay;
                var due = buffer.nextDue(now);
                if (due.isEmpty()) work.await();
                else if (due.get().toNanos() > 0) work.awaitNanos(due.get().toNanos());
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Completes the batch in flight: some reports were accepted, some are retried, some are unsent. The caller
    /// passes the unsent ones to the handler and then calls [#handedOver]. Returns false, and changes nothing, if
    /// `close` has taken over the batch in the meantime: then the closing thread handles all of it.
    boolean settle(List<Parcel> taken, List<Parcel> again, List<Parcel> lost) {
        lock.lock();
        try {
            if (abandoned) return false;
            buffer.release(taken);
            buffer.putBack(again);
            onTheWay = List.of();
            handedOver = lost;
            settled.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void handedOver() {
        lock.lock();
        try {
            buffer.release(handedOver);
            handedOver = List.of();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits before a retry, for a shorter time if the reporter is being closed.
    void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean wasClosing = closing;
            long left = time.toNanos();
            while (left > 0 && !abandoned && closing == wasClosing) left = work.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything recorded so far is sent or handled. Returns false if that takes
    /// longer than `atMost`.
    boolean flush(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            buffer.sealAll(clock.instant());
            long number = buffer.sealed();
            work.signal();
            long left = atMost.toNanos();
            while (holds(number)) {
                if (left <= 0) return false;
                left = settled.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean holds(long number) {
        return buffer.hasReadyUpTo(number)
                || Stream.concat(onTheWay.stream(), handedOver.stream()).anyMatch(parcel -> parcel.number() <= number);
    }

    /// Rejects new lines, and waits until the pending ones are sent or handled and the background thread has ended.
    ///
    /// @param stopSending interrupts the background thread after the timeout. Called only while a
    ///     batch is in flight: from then on that thread passes nothing to the handler, and a running handler
    ///     is never interrupted
    /// @return the reports still pending after the timeout, for the caller to pass to the handler
    List<Parcel> close(Runnable stopSending) {
        lock.lock();
        try {
            if (!beginClosing()) return List.of();
            awaitStop();
            if (stopped) return List.of();
            if (!onTheWay.isEmpty()) stopSending.run();
            return abandon();
        } finally {
            lock.unlock();
        }
    }

    /// Closes on the background thread itself, which cannot wait for its own end.
    List<Parcel> closeAtOnce() {
        lock.lock();
        try {
            return beginClosing() ? abandon() : List.of();
        } finally {
            lock.unlock();
        }
    }

    private boolean beginClosing() {
        if (closing) return false;
        closing = true;
        work.signalAll();
        settled.signalAll();
        return true;
    }

    private List<Parcel> abandon() {
        abandoned = true;
        work.signalAll();
        return rest();
    }

    private void awaitStop() {
        try {
            long left = settings.closeWithin().toNanos();
            while (!stopped && left > 0) left = settled.awaitNanos(left);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends sending: new lines are rejected. Returns the pending reports, for the background thread to pass
    /// to the handler.
    List<Parcel> end() {
        lock.lock();
        try {
            ended = true;
            return abandoned ? List.of() : rest();
        } finally {
            lock.unlock();
        }
    }

    /// Marks the background thread as ended.
    void stopped() {
        lock.lock();
        try {
            stopped = true;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Parcel> rest() {
        buffer.sealAll(clock.instant());
        var rest = new ArrayList<>(onTheWay);
        rest.addAll(buffer.drain());
        onTheWay = List.of();
        buffer.release(rest);
        settled.signalAll();
        return rest;
    }
}
