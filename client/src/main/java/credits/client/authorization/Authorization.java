package credits.client.authorization;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.usage.ReportLine;
import credits.client.usage.UsageReporter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A hold on credits for one piece of work, for use in try-with-resources: captured when the work reports what it used,
/// released when it ends without doing so.
///
/// Settle it in one way only: with [#capture], or with a usage report ([#report]). Not thread-safe.
public final class Authorization implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Authorization.class.getName());

    private final CreditsClient credits;
    private final Organisation organisation;
    private final String operation;
    private final AuthorizationStatus status;
    private final String releaseKey;
    private String captureKey;
    private Optional<UsageQuantity> pendingCapture = Optional.empty();
    private boolean releaseRequested;
    private boolean settled;

    Authorization(CreditsClient credits, Organisation organisation, String operation, AuthorizationStatus status) {
        this.credits = credits;
        this.organisation = organisation;
        this.operation = operation;
        this.status = status;
        this.captureKey = credits.newIdempotencyKey();
        this.releaseKey = credits.newIdempotencyKey();
    }

    /// The id, which begins with `aut_`; usage lines refer to it.
    public String id() {
        return status.id();
    }

    /// The status as the service returned it: the held amount, its expiry, and what is left.
    public AuthorizationStatus status() {
        return status;
    }

    /// Debits what was used and releases the rest of the hold. Usage beyond the requested quantity is debited as far as
    /// the account allows; the excess is recorded as uncovered.
    ///
    /// @throws OutcomeUnknownException if it is unknown whether the capture took effect. Call this method again
    ///     with the same quantity: retrying is safe, it returns the original result. Until then, closing does not
    ///     release the hold.
    /// @throws RequestRejectedException if the hold has expired or is already settled
    /// @throws IllegalStateException if this authorization is settled, or a capture of another quantity is pending
    public AuthorizationStatus capture(UsageQuantity used) {
        requireOpen();
        if (pendingCapture.isPresent() && !pendingCapture.get().equals(used)) {
            throw new IllegalStateException(
                    "The outcome of a capture of " + pendingCapture.get() + " is unknown: repeat it first.");
        }
        boolean isRepeat = pendingCapture.isPresent();
        pendingCapture = Optional.of(used);
        AuthorizationStatus status;
        try {
            status = credits.capture(organisation, id(), captureKey, used, isRepeat);
        } catch (QuotaExceededException | RequestRejectedException decided) {
            pendingCapture = Optional.empty();
            captureKey = credits.newIdempotencyKey();
            throw decided;
        }
        settled = true;
        return status;
    }

    /// Records lines that settle this authorization, in one report. The report closes the hold; what exceeds the
    /// balance or the limit is recorded as uncovered.
    ///
    /// @throws credits.client.usage.BufferFullException if the reporter's buffer is full: nothing was recorded,
    ///     and the hold is still open
    public void report(UsageReporter reporter, List<ReportLine> lines) {
        report(reporter::record, lines);
    }

    /// Records the lines with any recorder that does so completely or throws.
    void report(BiConsumer<Organisation, List<ReportLine>> recorder, List<ReportLine> lines) {
        requireOpen();
        if (pendingCapture.isPresent())
            throw new IllegalStateException("The outcome of a capture is unknown: repeat it.");
        recorder.accept(
                organisation,
                lines.stream().map(line -> line.authorization(id())).toList());
        settled = true;
    }

    private void requireOpen() {
        if (settled) throw new IllegalStateException("The authorization " + id() + " is settled.");
    }

    /// Releases the hold. Throws the same exceptions as [CreditsClient#authorize].
    public AuthorizationStatus release() {
        requireOpen();
        if (pendingCapture.isPresent())
            throw new IllegalStateException("The outcome of a capture is unknown: repeat it.");
        boolean isRepeat = releaseRequested;
        releaseRequested = true;
        var status = credits.release(organisation, id(), releaseKey, isRepeat);
        settled = true;
        return status;
    }

    /// Releases the hold, unless it is settled or the outcome of a capture is unknown. A failure is logged, not thrown:
    /// the hold then expires by itself. Works on an interrupted thread too.
    @Override
    public void close() {
        if (settled || pendingCapture.isPresent()) return;
        // A request on an interrupted thread would fail at once.
        boolean interrupted = Thread.interrupted();
        try {
            var ignored = release();
        } catch (AuthorizationException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Could not release " + id() + ", it will expire by itself: " + failure.getMessage());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "authorization " + id() + " of " + organisation + " for " + operation;
    }
}
