package credits.account;

import credits.account.ClosedHold.HoldOutcome;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The holds of an account.
///
/// @param open the open holds, oldest first
/// @param closed the most recently closed holds, oldest first
/// @param refusalsThisSecond the number of calls refused in the current second of the account's clock
public record AccountHolds(List<Hold> open, List<ClosedHold> closed, int refusalsThisSecond) {
    /// No holds.
    public static final AccountHolds NONE = new AccountHolds(List.of(), List.of(), 0);

    /// The maximum number of open holds: the account's state carries them with every commit.
    public static final int MAX_OPEN = 128;

    /// The maximum number of closed holds in an account's state.
    public static final int MAX_CLOSED = 32;

    /// The maximum number of refusals recorded within a second; further calls are not decided.
    public static final int MAX_REFUSALS_PER_SECOND = 5;

    public AccountHolds {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    /// Returns the amount set aside by all open holds.
    public Eur totalAmount() {
        return open.stream().map(Hold::amount).reduce(Eur.ZERO, Eur::plus);
    }

    public Optional<Hold> findOpen(AuthorizationId id) {
        return open.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    /// Returns the outcome of the hold, if it was closed recently.
    public Optional<HoldOutcome> findOutcome(AuthorizationId id) {
        return closed.stream()
                .filter(hold -> hold.id().equals(id))
                .map(ClosedHold::outcome)
                .findFirst();
    }

    public boolean isFull() {
        return open.size() >= MAX_OPEN;
    }

    public AccountHolds withOpened(Hold hold) {
        var all = new ArrayList<>(open);
        all.add(hold);
        return new AccountHolds(all, closed, refusalsThisSecond);
    }

    public AccountHolds withClosed(AuthorizationId id, HoldOutcome outcome) {
        var stillOpen = open.stream().filter(hold -> !hold.id().equals(id)).toList();
        var closedHolds = new ArrayList<>(closed);
        closedHolds.add(new ClosedHold(id, outcome));
        if (closedHolds.size() > MAX_CLOSED) closedHolds.removeFirst();
        return new AccountHolds(stillOpen, closedHolds, refusalsThisSecond);
    }

    public AccountHolds withRefusals(int count) {
        return new AccountHolds(open, closed, count);
    }

    AccountHolds withoutOverdue(Instant clockTime) {
        return new AccountHolds(
                open.stream().filter(hold -> !hold.isOverdue(clockTime)).toList(), closed, refusalsThisSecond);
    }

    /// Returns the holds that the next commit at `clockTime` closes.
    public List<Hold> findOverdue(Instant clockTime) {
        return open.stream().filter(hold -> hold.isOverdue(clockTime)).toList();
    }
}
