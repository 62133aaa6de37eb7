package credits.account;

import credits.account.ClosedHold.Ending;
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
/// @param refusals the number of calls refused in the current second of the account's clock
public record Holds(List<Hold> open, List<ClosedHold> closed, int refusals) {
    /// No holds.
    public static final Holds NONE = new Holds(List.of(), List.of(), 0);

    /// The maximum number of open holds: the account's state carries them with every commit.
    public static final int MOST_OPEN = 128;

    /// The maximum number of closed holds in an account's state.
    public static final int MOST_CLOSED = 32;

    /// The maximum number of refusals recorded within a second; further calls are not decided.
    public static final int MOST_REFUSALS = 5;

    public Holds {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    /// Returns the amount set aside by all open holds.
    public Eur total() {
        return open.stream().map(Hold::amount).reduce(Eur.ZERO, Eur::plus);
    }

    public Optional<Hold> find(AuthorizationId id) {
        return open.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    /// Returns the outcome of the hold, if it was closed recently.
    public Optional<Ending> ending(AuthorizationId id) {
        return closed.stream()
                .filter(hold -> hold.id().equals(id))
                .map(ClosedHold::ending)
                .findFirst();
    }

    boolean full() {
        return open.size() >= MOST_OPEN;
    }

    Holds with(Hold hold) {
        var all = new ArrayList<>(open);
        all.add(hold);
        return new Holds(all, closed, refusals);
    }

    Holds without(AuthorizationId id, Ending ending) {
        var others = open.stream().filter(hold -> !hold.id().equals(id)).toList();
        var all = new ArrayList<>(closed);
        all.add(new ClosedHold(id, ending));
        if (all.size() > MOST_CLOSED) all.removeFirst();
        return new Holds(others, all, refusals);
    }

    Holds withRefusals(int count) {
        return new Holds(open, closed, count);
    }

    Holds withoutOverdue(Instant clock) {
        return new Holds(open.stream().filter(hold -> !hold.isOverdue(clock)).toList(), closed, refusals);
    }

    /// Returns the holds that the next commit at `clock` closes.
    List<Hold> overdue(Instant clock) {
        return open.stream().filter(hold -> hold.isOverdue(clock)).toList();
    }
}
