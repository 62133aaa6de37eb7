package credits.client;

import java.util.List;
import java.util.Optional;

/// A hold on credits for one piece of work, for use in try-with-resources: captured when the work reports what it used,
/// released when it ends without doing so.
///
/// Settle it in one way only: with [#capture], or with a usage report ([#report]). Not thread-safe.
public final class Authorization implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Authorization.class.getName());

    private final Credits credits;
    private final Organisation organisation;
    private final String operation;
    private final Standing standing;
    private final String releaseKey;
    private String captureKey;
    private Optional<Quantity> asked = Optional.empty();
    private boolean releaseAsked;
    private boolean settled;

    Authorization(Credits credits, Organisation organisation, String operation, Standing standing) {
        this.credits = credits;
        this.organisation = organisation;
        this.operation = operation;
        this.standing = standing;
        this.captureKey = credits.key();
        this.releaseKey = credits.key();
    }

    /// The id, which begins with `aut_`; usage lines refer to it.
    public String id() {
        return standing.id();
    }

    /// What the service returned: the held amount, its expiry, and what is left.
    public Standing standing() {
        return standing;
    }

    /// Debits what was used and releases the rest of the hold. Usage beyond the requested quantity is debited as far as
    /// the account allows; the excess is recorded as uncovered.
    ///
    /// @throws NoAnswer if it is unknown whether the capture took effect. Call this method again
    ///     with the same quantity: retrying is safe, it returns the original result. Until then, closing does not
    ///     release the hold.
    /// @throws Rejected if the hold has expired or is already settled
    /// @throws IllegalStateException if this authorization is settled, or a capture of another quantity is pending
    public Standing capture(Quantity used) {
        requireOpen();
        if (asked.isPresent() && !asked.get().equals(used)) {
            throw new IllegalStateException(
                    "The outcome of a capture of " + asked.get() + " is unknown: repeat it first.");
        }
        boolean again = asked.isPresent();
        asked = Optional.of(used);
        Standing answer;
        try {
            answer = credits.capture(organisation, id(), captureKey, used, again);
        } catch (Refused | Rejected decided) {
            asked = Optional.empty();
            captureKey = credits.key();
            throw decided;
        }
        settled = true;
        return answer;
    }

    /// Records lines that settle this authorization, in one report. The report closes the hold; what exceeds the
    /// balance or the limit is recorded as uncovered.
    ///
    /// @throws BufferFull if the reporter's buffer is full: nothing was recorded, and the hold
    ///     is still open
    public void report(Usage usage, List<Line> lines) {
        requireOpen();
        if (asked.isPresent()) throw new IllegalStateException("The outcome of a capture is unknown: repeat it.");
        usage.record(
                organisation,
                lines.stream().map(line -> line.authorization(id())).toList());
        settled = true;
    }

    private void requireOpen() {
        if (settled) throw new IllegalStateException("The authorization " + id() + " is settled.");
    }

    /// Releases the hold. Throws the same exceptions as [Credits#authorize].
    public Standing release() {
        requireOpen();
        if (asked.isPresent()) throw new IllegalStateException("The outcome of a capture is unknown: repeat it.");
        boolean again = releaseAsked;
        releaseAsked = true;
        var answer = credits.release(organisation, id(), releaseKey, again);
        settled = true;
        return answer;
    }

    /// Releases the hold, unless it is settled or the outcome of a capture is unknown. A failure is logged, not thrown:
    /// the hold then expires by itself. Works on an interrupted thread too.
    @Override
    public void close() {
        if (settled || asked.isPresent()) return;
        // A request on an interrupted thread would fail at once.
        boolean interrupted = Thread.interrupted();
        try {
            var ignored = release();
        } catch (NotAuthorized fault) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Could not release " + id() + ", it will expire by itself: " + fault.getMessage());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "authorization " + id() + " of " + organisation + " for " + operation;
    }
}
