package credits.client;

import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Reports what features used. Make one for a process, share it between threads, and close it at the end.
///
/// Lines are gathered into reports, one organisation each, and sent by one background thread. What was recorded is
/// sent, or handed to [Unsent], or still held: it is never dropped. But it is in memory only: a process that is
/// killed takes what it holds with it, which is why lines wait a second and no longer. Where a process is frozen
/// between requests, as on Lambda, flush at the end of each.
public final class Usage implements AutoCloseable {
    /// How old a line may be: the service takes 35 days, and sending takes its time.
    public static final Duration OLDEST = Duration.ofDays(34);

    /// How far ahead of our clock a line may be: the service takes five minutes.
    public static final Duration FURTHEST_AHEAD = Duration.ofMinutes(4);

    private static final System.Logger LOG = System.getLogger(Usage.class.getName());

    private final Stock stock;
    private final Sink sink;
    private final Unsent unsent;
    private final UsageSettings settings;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Thread thread;

    private Usage(Sink sink, Unsent unsent, UsageSettings settings, InstantSource clock, RandomGenerator random) {
        var buffer = new Buffer(new Envelope(settings.source()), new Ulids(random), settings.linger());
        this.stock = new Stock(buffer, settings, clock);
        this.sink = sink;
        this.unsent = unsent;
        this.settings = settings;
        this.clock = clock;
        this.pauses = new Pauses(random, Duration.ofMillis(100), Duration.ofSeconds(20));
        this.thread = new Thread(this::run, "credits-usage");
        thread.setDaemon(true);
    }

    /// Starts, by the machine's clock.
    public static Usage to(Sink sink, Unsent unsent, UsageSettings settings) {
        return to(sink, unsent, settings, Clock.systemUTC(), new SecureRandom());
    }

    /// Starts.
    ///
    /// @param random for ids, which must not repeat, and for pauses; safe for several threads
    public static Usage to(
            Sink sink, Unsent unsent, UsageSettings settings, InstantSource clock, RandomGenerator random) {
        var usage = new Usage(sink, unsent, settings, clock, random);
        usage.thread.start();
        return usage;
    }

    /// Records one line; see [#record(Organisation, List)].
    public void record(Organisation organisation, Line line) {
        record(organisation, Collections.singletonList(line));
    }

    /// Records lines that go into the same report, in this order: all of them or, when it throws, none. Lines that
    /// are settled from one hold must be recorded together, because a report closes the holds it names.
    ///
    /// @param lines 1 to 1,000, of 34 days ago to four minutes ahead, and so short that they fit one report
    /// @throws BufferFull if there is no room, and none in the time that the settings give
    /// @throws IllegalArgumentException if a line could never be booked, and would take its report with it
    /// @throws IllegalStateException if this is closed
    public void record(Organisation organisation, List<Line> lines) {
        if (lines.isEmpty() || lines.size() > Envelope.MOST_LINES) {
            throw new IllegalArgumentException("1 to 1,000 lines are recorded at once, not " + lines.size());
        }
        var now = clock.instant();
        for (var line : lines) {
            if (line.at().isPresent()) check(line.at().get(), now);
        }
        stock.put(organisation, lines, now);
    }

    private static void check(Instant at, Instant now) {
        if (at.isAfter(now.plus(FURTHEST_AHEAD))) throw new IllegalArgumentException("at is in the future: " + at);
        if (at.isBefore(now.minus(OLDEST))) throw new IllegalArgumentException("at is too long ago: " + at);
    }

    /// Sends what was recorded before, and waits until all of it is sent or handed to [Unsent]. False if that is
    /// not so in time: then it goes on in the background.
    public boolean flush(Duration atMost) throws InterruptedException {
        return stock.flush(atMost);
    }

    /// Refuses new lines, sends what is left for as long as the settings give, and hands the rest to [Unsent].
    /// On a thread that is interrupted it does not wait. Closing again does nothing.
    @Override
    public void close() {
        var rest = Thread.currentThread() == thread ? stock.closeAtOnce() : stock.close(thread::interrupt);
        handOver(rest, Reason.CLOSED, "closed before the queue had taken it");
    }

    private void run() {
        var detail = "";
        try {
            for (var round = next(); !round.isEmpty(); round = next()) send(round);
        } catch (Throwable fault) {
            detail = fault.toString();
            throw fault;
        } finally {
            try {
                handOver(stock.end(), Reason.BROKEN, "the sending thread ended: " + detail);
            } finally {
                stock.stopped();
            }
        }
    }

    private List<Parcel> next() {
        while (true) {
            try {
                return stock.take();
            } catch (InterruptedException ignored) {
                // Only the thread that closes may stop this one, and it says so in the stock.
            }
        }
    }

    private void send(List<Parcel> round) {
        var sorted = Sorted.of(round, outcomes(round), clock.instant(), settings.giveUpAfter());
        if (!stock.settle(sorted.taken(), sorted.again(), sorted.lost())) return;
        sorted.refusals().forEach(this::handOver);
        stock.handedOver();
        if (sorted.again().isEmpty() || !sorted.taken().isEmpty()) pauses.reset();
        if (sorted.again().isEmpty()) return;
        try {
            stock.pause(pauses.next());
        } catch (InterruptedException ignored) {
            // As above.
        }
    }

    private List<Outcome> outcomes(List<Parcel> round) {
        try {
            var outcomes = sink.send(round.stream().map(Parcel::report).toList());
            if (outcomes.size() == round.size()) return outcomes;
            return Collections.nCopies(
                    round.size(), Outcome.later("the sink answered " + outcomes.size() + " outcomes"));
        } catch (RuntimeException fault) {
            return Collections.nCopies(round.size(), Outcome.later(fault.toString()));
        }
    }

    private void handOver(List<Parcel> parcels, Reason reason, String detail) {
        for (var parcel : parcels) handOver(new Sorted.Loss(parcel, reason, detail));
    }

    // Whatever one report's callback throws, an Error too, the next report is handed over; and a thread that is
    // interrupted is not while it does so, or a callback that waits for anything would fail.
    private void handOver(Sorted.Loss loss) {
        boolean interrupted = Thread.interrupted();
        try {
            unsent.accept(loss.parcel().report(), loss.reason(), loss.detail());
        } catch (Throwable fault) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "not sent, and not handed over: " + loss.parcel().report(),
                    fault);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
