package credits.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// What is recorded and not settled, between the threads that record and the one that sends. Every report is in one
/// place at any time: the buffer, on its way, or being handed to [Unsent]; so each has one end.
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
        if (closing || ended) throw new IllegalStateException("Closed. Nothing of this call was recorded.");
        boolean wasIdle = buffer.isEmpty();
        boolean taken = buffer.offer(organisation, lines, now, settings.mostBufferedBytes());
        if (taken && (wasIdle || buffer.hasReady())) work.signal();
        return taken;
    }

    /// Waits for reports to send; none when closing and all are sent, or when what is left was taken away.
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

    /// Of those on the way, some were taken, some are `again` to be tried, and some are `lost`: the caller hands
    /// these to [Unsent] and then says [#handedOver]. False, and nothing is changed, if what was left was
    /// taken away in the meantime: then the closing thread has handed over all of them.
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

    /// Waits, but not longer than until somebody closes.
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

    /// Waits until all that was recorded before is settled. False if it is not in time.
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

    /// Refuses new lines, and waits until all others are settled and the sending thread has ended.
    ///
    /// @param stopSending stops the sink when its time is over. It is called only while reports are on their way:
    ///     from then on the sending thread hands over nothing, and while it does, nobody disturbs it
    /// @return what is left when its time is over: the caller hands it over
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

    /// The same for the sending thread itself, which cannot wait for its own end.
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

    /// The sending thread ends: new lines are refused. Gives what is left, which it hands over.
    List<Parcel> end() {
        lock.lock();
        try {
            ended = true;
            return abandoned ? List.of() : rest();
        } finally {
            lock.unlock();
        }
    }

    /// The sending thread has ended.
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
