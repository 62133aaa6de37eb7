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

/// Reports usage. Create one per process, share it between threads, and close it on shutdown.
///
/// Recorded lines are batched into reports, one organisation each, and sent by one background thread. Every recorded
/// line is either sent, passed to the [Unsent], or still pending: none is dropped. Pending lines are in
/// memory only, so a process that is killed loses them; that is why a line waits for one second at most. Where
/// processes are frozen between requests, as on AWS Lambda, call [#flush] at the end of each request.
///
/// ```java
/// var sink = SqsReportSink.forQueue(queueUrl);
/// var reporter = UsageReporter.start(sink, this::keep, UsageReporterSettings.forSource("/features/translation"));
/// reporter.record(new Organisation("org_acme"), ReportLine.of("translation.document", UsageQuantity.of(1250)));
/// ```
public final class Usage implements AutoCloseable {
    /// The maximum age of a line. The service accepts 35 days; the rest is reserved for delivery.
    public static final Duration OLDEST = Duration.ofDays(34);

    /// How far a line's time may be ahead of the local clock. The service accepts five minutes.
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

    /// Starts a reporter that uses the system clock.
    public static Usage to(Sink sink, Unsent unsent, UsageSettings settings) {
        return to(sink, unsent, settings, Clock.systemUTC(), new SecureRandom());
    }

    /// Starts a reporter with its own clock and source of randomness.
    ///
    /// @param random generates report ids, so it must not repeat, and jitters retries; must be thread-safe
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

    /// Records lines that belong in the same report, in this order. Either all of them are recorded or, if this method
    /// throws, none. Lines that name the same authorization must be recorded together, because a report closes the
    /// authorizations that it names.
    ///
    /// Returns at once unless the buffer is full; then it waits for up to [UsageSettings#longestWait].
    ///
    /// @param lines 1 to 1,000 lines that fit one report; their times must be at most 34 days in the past and
    ///     four minutes in the future
    /// @throws BufferFull if the buffer is still full after the timeout
    /// @throws IllegalArgumentException if a line could never be booked and would invalidate its report
    /// @throws IllegalStateException if the reporter is closed
    public void record(Organisation organisation, List<Line> lines) {
        if (lines.isEmpty() || lines.size() > Envelope.MOST_LINES) {
            throw new IllegalArgumentException("lines must contain 1 to 1,000 lines, not " + lines.size());
        }
        var now = clock.instant();
        for (var line : lines) {
            if (line.at().isPresent()) check(line.at().get(), now);
        }
        stock.put(organisation, lines, now);
    }

    private static void check(Instant at, Instant now) {
        if (at.isAfter(now.plus(FURTHEST_AHEAD)))
            throw new IllegalArgumentException("at must be at most four minutes in the future: " + at);
        if (at.isBefore(now.minus(OLDEST)))
            throw new IllegalArgumentException("at must be at most 34 days in the past: " + at);
    }

    /// Sends everything recorded so far and waits until it is sent or passed to the [Unsent].
    ///
    /// @return false if that takes longer than `atMost`; sending then continues in the background
    public boolean flush(Duration atMost) throws InterruptedException {
        return stock.flush(atMost);
    }

    /// Rejects new lines, sends pending reports for up to [UsageSettings#closeWithin], and passes the rest to
    /// the [Unsent]. Does not wait if the current thread is interrupted. Closing again has no effect.
    @Override
    public void close() {
        var rest = Thread.currentThread() == thread ? stock.closeAtOnce() : stock.close(thread::interrupt);
        handOver(rest, Reason.CLOSED, "the reporter was closed before the report was delivered");
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
                handOver(stock.end(), Reason.BROKEN, "the background thread failed: " + detail);
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
                // Only the closing thread may stop this one, and it does so through PendingReports.
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
            // An interrupt alone does not stop this thread: see `next()`.
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

    // The handler may throw anything, even an Error, and the next report is still handled. The thread's interrupt flag
    // is cleared meanwhile, or a handler that blocks would fail.
    private void handOver(Sorted.Loss loss) {
        boolean interrupted = Thread.interrupted();
        try {
            unsent.accept(loss.parcel().report(), loss.reason(), loss.detail());
        } catch (Throwable fault) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The handler failed for an unsent report, which is lost: "
                            + loss.parcel().report(),
                    fault);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
