package credits.client.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A sink with scripted outcomes that records its batches and can block.
public final class RecordingReportSink implements ReportSink {
    private final List<List<ReportMessage>> batches = new ArrayList<>();
    private final List<ReportMessage> acceptedReports = new ArrayList<>();
    private volatile Function<ReportMessage, Outcome> outcomeOf = _ -> Outcome.accepted();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final CountDownLatch sendStarted = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    void respondWith(Function<ReportMessage, Outcome> scripted) {
        outcomeOf = scripted;
    }

    void block() {
        gate = new CountDownLatch(1);
    }

    void unblock() {
        gate.countDown();
    }

    void awaitSend() throws InterruptedException {
        if (!sendStarted.await(2, TimeUnit.MINUTES)) throw new AssertionError("nothing was sent");
    }

    void awaitInterrupt() throws InterruptedException {
        if (!interrupted.await(2, TimeUnit.MINUTES)) throw new AssertionError("sending was not stopped");
    }

    @Override
    public List<Outcome> send(List<ReportMessage> reports) {
        synchronized (this) {
            batches.add(List.copyOf(reports));
        }
        sendStarted.countDown();
        await();
        var outcomes = reports.stream().map(outcomeOf).toList();
        synchronized (this) {
            for (int i = 0; i < reports.size(); i++) {
                if (outcomes.get(i).kind() == Outcome.Kind.ACCEPTED) acceptedReports.add(reports.get(i));
            }
        }
        return outcomes;
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException stop) {
            interrupted.countDown();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    public synchronized List<ReportMessage> acceptedReports() {
        return List.copyOf(acceptedReports);
    }

    synchronized List<List<ReportMessage>> batches() {
        return List.copyOf(batches);
    }
}
