package credits.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A sink with scripted outcomes that records its batches and can block.
final class RecordingSink implements Sink {
    private final List<List<Report>> rounds = new ArrayList<>();
    private final List<Report> taken = new ArrayList<>();
    private volatile Function<Report, Outcome> answer = _ -> Outcome.taken();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    void answering(Function<Report, Outcome> with) {
        answer = with;
    }

    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.await(2, TimeUnit.MINUTES)) throw new AssertionError("nothing was sent");
    }

    void awaitStopped() throws InterruptedException {
        if (!stopped.await(2, TimeUnit.MINUTES)) throw new AssertionError("sending was not stopped");
    }

    @Override
    public List<Outcome> send(List<Report> reports) {
        synchronized (this) {
            rounds.add(List.copyOf(reports));
        }
        entered.countDown();
        await();
        var outcomes = reports.stream().map(answer).toList();
        synchronized (this) {
            for (int i = 0; i < reports.size(); i++) {
                if (outcomes.get(i).kind() == Outcome.Kind.TAKEN) taken.add(reports.get(i));
            }
        }
        return outcomes;
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException stop) {
            stopped.countDown();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    synchronized List<Report> taken() {
        return List.copyOf(taken);
    }

    synchronized List<List<Report>> rounds() {
        return List.copyOf(rounds);
    }
}
