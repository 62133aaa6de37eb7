package credits.ledger.verification;

import credits.account.AccountHolds;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The holds of an account while the entries of one change are replayed.
final class HoldsReplay {
    private final List<Hold> open;
    private final List<ClosedHold> closed;
    private int refusals;

    HoldsReplay(AccountHolds holds) {
        this.open = new ArrayList<>(holds.open());
        this.closed = new ArrayList<>(holds.closed());
        this.refusals = holds.refusalsThisSecond();
    }

    Optional<Hold> find(AuthorizationId id) {
        return open.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    List<Hold> open() {
        return List.copyOf(open);
    }

    /// Returns the amount set aside at `clock`.
    Eur held(Instant clock) {
        return open.stream()
                .filter(hold -> !isOverdue(hold, clock))
                .map(Hold::amount)
                .reduce(Eur.ZERO, Eur::plus);
    }

    void add(Hold hold) {
        open.add(hold);
    }

    void close(AuthorizationId id, HoldOutcome outcome) {
        var _ = open.removeIf(hold -> hold.id().equals(id));
        closed.add(new ClosedHold(id, outcome));
        if (closed.size() > AccountHolds.MAX_CLOSED) closed.removeFirst();
    }

    void refuse() {
        refusals++;
    }

    /// Returns how many holds are still open that are overdue at `clock`, without those in `kept`.
    long countOverdue(Instant clock, Set<AuthorizationId> kept) {
        return open.stream()
                .filter(hold -> isOverdue(hold, clock) && !kept.contains(hold.id()))
                .count();
    }

    static boolean isOverdue(Hold hold, Instant clock) {
        return !clock.isBefore(hold.expiresAt().plus(Hold.GRACE_PERIOD));
    }

    /// Whether `stated` are these holds, within their bounds. The state may leave out who a hold is for and what it
    /// refers to, which the segment that opened it has.
    boolean matches(AccountHolds stated) {
        if (stated.open().size() != open.size() || open.size() > AccountHolds.MAX_OPEN) return false;
        for (int i = 0; i < open.size(); i++)
            if (!isSame(open.get(i), stated.open().get(i))) return false;
        return stated.closed().equals(closed)
                && stated.refusalsThisSecond() == refusals
                && refusals <= AccountHolds.MAX_REFUSALS_PER_SECOND;
    }

    private static boolean isSame(Hold known, Hold stated) {
        return stated.id().equals(known.id())
                && stated.key().equals(known.key())
                && stated.source().equals(known.source())
                && stated.expiresAt().equals(known.expiresAt())
                && isSameUse(known.pricedLine(), stated.pricedLine());
    }

    /// Whether `entry` is the entry of `hold` that releases it.
    static boolean isReleaseOf(Hold hold, BookedReport entry) {
        return entry.id().equals(hold.key()) && entry.source().equals(hold.source()) && isReleased(hold, entry.lines());
    }

    /// Whether `lines` is what `hold` set aside, released.
    static boolean isReleased(Hold hold, List<BookedLine> lines) {
        return lines.size() == 1
                && lines.getFirst().status() == LineStatus.RELEASED
                && isSameUse(lines.getFirst().pricedLine(), hold.pricedLine());
    }

    /// Whether `used` is at the price of `hold` and names it.
    static boolean isCapture(Hold hold, PricedLine used) {
        return used.rate().equals(hold.pricedLine().rate())
                && used.category().equals(hold.pricedLine().category())
                && used.line().authorization().filter(hold.id()::equals).isPresent();
    }

    private static boolean isSameUse(PricedLine complete, PricedLine abridged) {
        var one = complete.line();
        var other = abridged.line();
        return complete.category().equals(abridged.category())
                && complete.rate().equals(abridged.rate())
                && one.operation().equals(other.operation())
                && one.quantity().equals(other.quantity())
                && one.usedAt().equals(other.usedAt())
                && one.authorization().equals(other.authorization())
                && (other.member().isEmpty() || one.member().equals(other.member()))
                && (other.reference().isEmpty() || one.reference().equals(other.reference()));
    }
}
