package credits.client.usage;

import credits.client.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Holds pending reports between the threads that record and the one that sends. At any time a report is in exactly one
/// place: in the buffer, in flight, or being handled by the [UnsentReportHandler]; so each ends exactly once.
final class PendingReports {
    private final ReportBuffer buffer;
    private final UsageReporterSettings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workAvailable = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private List<PendingReport> inFlight = List.of();
    private List<PendingReport> beingHandled = List.of();
    private boolean closing;
    private boolean abandoned;
    private boolean sendingEnded;
    private boolean senderStopped;

    PendingReports(ReportBuffer buffer, UsageReporterSettings settings, InstantSource clock) {
        this.buffer = buffer;
        this.settings = settings;
        this.clock = clock;
    }

    void add(Organisation organisation, List<ReportLine> lines, Instant now) {
        lock.lock();
        try {
            long remainingNanos = settings.recordTimeout().toNanos();
            while (!tryAdd(organisation, lines, now)) {
                buffer.sealAll(clock.instant());
                workAvailable.signal();
                if (remainingNanos <= 0) throw new BufferFullException(buffer.bufferedBytes());
                remainingNanos = progress.awaitNanos(remainingNanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BufferFullException(buffer.bufferedBytes());
        } finally {
            lock.unlock();
        }
    }

    private boolean tryAdd(Organisation organisation, List<ReportLine> lines, Instant now) {
        if (closing || sendingEnded)
            throw new IllegalStateException("The reporter is closed. Nothing of this call was recorded.");
        boolean wasIdle = buffer.isEmpty();
        boolean taken = buffer.tryAdd(organisation, lines, now, settings.maxBufferBytes());
        if (taken && (wasIdle || buffer.hasSealedReports())) workAvailable.signal();
        return taken;
    }

    /// Waits for the next batch to send. Returns an empty list when the reporter is closing and everything is sent, or
    /// when `close` has taken over the pending reports.
    List<PendingReport> awaitBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!abandoned) {
                var now = clock.instant();
                if (closing) buffer.sealAll(now);
                else buffer.sealDue(now);
                inFlight = buffer.takeBatch().stream()
                        .map(report -> report.attemptedAt(now))
                        .toList();
                if (!inFlight.isEmpty() || closing) return inFlight;
                var due = buffer.timeUntilDue(now);
                if (due.isEmpty()) workAvailable.await();
                else if (due.get().toNanos() > 0)
                    workAvailable.awaitNanos(due.get().toNanos());
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Completes the batch in flight: some reports were accepted, some are retried, some are unsent. The caller
    /// passes the unsent ones to the handler and then calls [#markHandled]. Returns false, and changes nothing, if
    /// `close` has taken over the batch in the meantime: then the closing thread handles all of it.
    boolean complete(List<PendingReport> accepted, List<PendingReport> retry, List<PendingReport> unsent) {
        lock.lock();
        try {
            if (abandoned) return false;
            buffer.release(accepted);
            buffer.requeue(retry);
            inFlight = List.of();
            beingHandled = unsent;
            progress.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void markHandled() {
        lock.lock();
        try {
            buffer.release(beingHandled);
            beingHandled = List.of();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits before a retry, for a shorter time if the reporter is being closed.
    void awaitRetry(Duration delay) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean wasClosing = closing;
            long remainingNanos = delay.toNanos();
            while (remainingNanos > 0 && !abandoned && closing == wasClosing)
                remainingNanos = workAvailable.awaitNanos(remainingNanos);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything recorded so far is sent or handled. Returns false if that takes
    /// longer than `timeout`.
    boolean flush(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            buffer.sealAll(clock.instant());
            long lastSequence = buffer.sealedCount();
            workAvailable.signal();
            long remainingNanos = timeout.toNanos();
            while (hasPendingUpTo(lastSequence)) {
                if (remainingNanos <= 0) return false;
                remainingNanos = progress.awaitNanos(remainingNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasPendingUpTo(long sequence) {
        return buffer.hasSealedReportsUpTo(sequence)
                || Stream.concat(inFlight.stream(), beingHandled.stream())
                        .anyMatch(report -> report.sequence() <= sequence);
    }

    /// Rejects new lines, and waits until the pending ones are sent or handled and the background thread has ended.
    ///
    /// @param interruptSender interrupts the background thread after the timeout. Called only while a
    ///     batch is in flight: from then on that thread passes nothing to the handler, and a running handler
    ///     is never interrupted
    /// @return the reports still pending after the timeout, for the caller to pass to the handler
    List<PendingReport> close(Runnable interruptSender) {
        lock.lock();
        try {
            if (!startClosing()) return List.of();
            awaitSenderStop();
            if (senderStopped) return List.of();
            if (!inFlight.isEmpty()) interruptSender.run();
            return abandon();
        } finally {
            lock.unlock();
        }
    }

    /// Closes on the background thread itself, which cannot wait for its own end.
    List<PendingReport> closeImmediately() {
        lock.lock();
        try {
            return startClosing() ? abandon() : List.of();
        } finally {
            lock.unlock();
        }
    }

    private boolean startClosing() {
        if (closing) return false;
        closing = true;
        workAvailable.signalAll();
        progress.signalAll();
        return true;
    }

    private List<PendingReport> abandon() {
        abandoned = true;
        workAvailable.signalAll();
        return drainRemaining();
    }

    private void awaitSenderStop() {
        try {
            long remainingNanos = settings.closeTimeout().toNanos();
            while (!senderStopped && remainingNanos > 0) remainingNanos = progress.awaitNanos(remainingNanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends sending: new lines are rejected. Returns the pending reports, for the background thread to pass
    /// to the handler.
    List<PendingReport> endSending() {
        lock.lock();
        try {
            sendingEnded = true;
            return abandoned ? List.of() : drainRemaining();
        } finally {
            lock.unlock();
        }
    }

    /// Marks the background thread as ended.
    void markSenderStopped() {
        lock.lock();
        try {
            senderStopped = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<PendingReport> drainRemaining() {
        buffer.sealAll(clock.instant());
        var remaining = new ArrayList<>(inFlight);
        remaining.addAll(buffer.drain());
        inFlight = List.of();
        buffer.release(remaining);
        progress.signalAll();
        return remaining;
    }
}
