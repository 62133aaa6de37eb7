package credits.client.authorization;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.usage.BufferFullException;
import credits.client.usage.ReportLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The ended holds of a lease that are not settled yet, oldest first: those that were used are reported,
/// with one line each, and the others are released. Not thread-safe.
///
/// The line is dated when the service placed the hold. It has the hold's price then, so it costs at most
/// what is held.
final class LeaseSettlements {
    /// The delay before a line is recorded again after the reporter's buffer was full.
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(LeaseSettlements.class.getName());

    private record EndedHold(Authorization authorization, long usedMicros, Instant at) {}

    private final LeaseRequest request;
    private final BiConsumer<Organisation, List<ReportLine>> recorder;
    private final Deque<EndedHold> endedHolds = new ArrayDeque<>();

    /// @param recorder records lines completely or throws, as [credits.client.usage.UsageReporter#record]
    ///     does
    LeaseSettlements(LeaseRequest request, BiConsumer<Organisation, List<ReportLine>> recorder) {
        this.request = request;
        this.recorder = recorder;
    }

    void add(Authorization authorization, long usedMicros, Instant at) {
        endedHolds.add(new EndedHold(authorization, usedMicros, at));
    }

    boolean isEmpty() {
        return endedHolds.isEmpty();
    }

    /// Settles what can be settled now.
    void settle() {
        while (!endedHolds.isEmpty() && trySettle(endedHolds.peek())) endedHolds.remove();
    }

    /// Settles everything: what cannot be reported is captured.
    void close() {
        settle();
        for (var hold = endedHolds.poll(); hold != null; hold = endedHolds.poll()) capture(hold);
    }

    private boolean trySettle(EndedHold hold) {
        if (hold.usedMicros() == 0) {
            hold.authorization().close();
            return true;
        }
        try {
            hold.authorization().report(recorder, List.of(lineOf(hold)));
        } catch (BufferFullException full) {
            return false;
        } catch (IllegalStateException | IllegalArgumentException unrecordable) {
            // The reporter is closed, or the clock was set back by minutes.
            capture(hold);
        }
        return true;
    }

    private ReportLine lineOf(EndedHold hold) {
        return new ReportLine(
                request.operation(),
                new UsageQuantity(hold.usedMicros()),
                Optional.of(hold.at()),
                request.member(),
                request.reference(),
                Optional.empty());
    }

    private void capture(EndedHold hold) {
        try {
            var ignored = hold.authorization().capture(new UsageQuantity(hold.usedMicros()));
        } catch (AuthorizationException failure) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Neither reported nor captured: " + new UsageQuantity(hold.usedMicros()) + " of "
                            + hold.authorization() + ": " + failure.getMessage());
        }
    }
}
