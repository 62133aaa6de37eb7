package credits.client;

import java.util.List;
import java.util.Optional;

/// Credits that are held for one piece of work, for try-with-resources: captured when the work says what it used,
/// released when it ends without saying so.
///
/// Settle it one way only: by [#capture], or by a report ([#report]). For one thread.
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

    /// The id, to name in lines: begins with `aut_`.
    public String id() {
        return standing.id();
    }

    /// What the service answered: what is held, until when, and what is left.
    public Standing standing() {
        return standing;
    }

    /// Debits what was used and frees the rest. More than was asked for is debited as far as it fits; the excess is
    /// kept as uncovered.
    ///
    /// @throws NoAnswer if it is not known whether it was debited: call it again with the same quantity, the answer
    ///     tells the truth. The hold is then not released on closing.
    /// @throws Rejected if the hold had expired, or was settled otherwise
    /// @throws IllegalStateException if it is settled, or another quantity is undecided
    public Standing capture(Quantity used) {
        requireOpen();
        if (asked.isPresent() && !asked.get().equals(used)) {
            throw new IllegalStateException("A capture of " + asked.get() + " is undecided: repeat that one first.");
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

    /// Records lines that settle this hold, in one report. The report
    /// closes the hold; what does not fit is kept as uncovered.
    ///
    /// @throws BufferFull if the buffer had no room: nothing was recorded, and the hold is still open
    public void report(Usage usage, List<Line> lines) {
        requireOpen();
        if (asked.isPresent()) throw new IllegalStateException("A capture is undecided: repeat that one.");
        usage.record(
                organisation,
                lines.stream().map(line -> line.authorization(id())).toList());
        settled = true;
    }

    private void requireOpen() {
        if (settled) throw new IllegalStateException("The authorization " + id() + " is settled.");
    }

    /// Frees what is held. Throws as [Credits#authorize] does.
    public Standing release() {
        requireOpen();
        if (asked.isPresent()) throw new IllegalStateException("A capture is undecided: repeat that one.");
        boolean again = releaseAsked;
        releaseAsked = true;
        var answer = credits.release(organisation, id(), releaseKey, again);
        settled = true;
        return answer;
    }

    /// Frees what is held, unless it was settled or a capture is undecided. If that fails it is logged, not thrown:
    /// the hold then ends by itself when it expires. Work that was interrupted is released too.
    @Override
    public void close() {
        if (settled || asked.isPresent()) return;
        // A call on an interrupted thread ends before it is answered.
        boolean interrupted = Thread.interrupted();
        try {
            var ignored = release();
        } catch (NotAuthorized fault) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not released, expires by itself: " + id() + ", " + fault.getMessage());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "authorization " + id() + " of " + organisation + " for " + operation;
    }
}
