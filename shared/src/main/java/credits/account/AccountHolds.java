package credits.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.account.ClosedHold.HoldOutcome;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.money.Eur;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The holds of an account.
///
/// @param open the holds that no entry has closed yet, oldest first. Those that are overdue by the account's clock have
///     expired: they hold nothing, cannot be settled, and wait for a commit that has room for their entries
/// @param closed the most recently closed holds, oldest first
/// @param refusalsThisSecond the number of calls refused in the current second of the account's clock
public record AccountHolds(List<Hold> open, List<ClosedHold> closed, int refusalsThisSecond) {
    /// No holds.
    public static final AccountHolds NONE = new AccountHolds(List.of(), List.of(), 0);

    /// The maximum number of open holds: the account's state carries them with every commit.
    public static final int MAX_OPEN = 128;

    /// The maximum number of expired holds that one commit closes, with an entry and an event each.
    public static final int MAX_EXPIRIES_PER_COMMIT = 8;

    /// The maximum number of closed holds in an account's state.
    public static final int MAX_CLOSED = 32;

    /// The maximum number of refusals recorded within a second; further calls are not decided.
    public static final int MAX_REFUSALS_PER_SECOND = 5;

    // A hold besides its names: a key, a quantity, two times and the number of its segment.
    private static final int MAX_HOLD_BYTES = 46;
    // An entry and an event, with names of their own.
    private static final int MAX_EXPIRY_BYTES = 720;
    // The names of operations, categories, units and sources: some hundred of usual length, a dozen of the longest.
    private static final int MAX_NAME_BYTES = 8_192;
    // A tariff besides its texts: the indexes of two names, a price, a quantity and a power of ten.
    private static final int MAX_TARIFF_BYTES = 24;

    public AccountHolds {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    /// Returns the amount set aside at `clockTime`.
    public Eur amountAt(Instant clockTime) {
        return amountAt(clockTime, Set.of());
    }

    /// Returns the amount set aside at `clockTime` and by the holds `keptHolds`, even if they are overdue.
    public Eur amountAt(Instant clockTime, Set<AuthorizationId> keptHolds) {
        return open.stream()
                .filter(hold -> !hold.isOverdue(clockTime) || keptHolds.contains(hold.id()))
                .map(Hold::amount)
                .reduce(Eur.ZERO, Eur::plus);
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

    /// Whether `hold` can be added: the state that every commit carries has a maximum size.
    public boolean hasRoomFor(Hold hold) {
        return open.size() < MAX_OPEN && withOpened(hold).nameBytes() <= MAX_NAME_BYTES;
    }

    /// Returns the size of the holds and of the entries and events with which a commit may close some of them, in
    /// bytes: never less than they take packed.
    public int maxPackedBytes() {
        return open.size() * MAX_HOLD_BYTES
                + nameBytes()
                + Math.min(open.size(), MAX_EXPIRIES_PER_COMMIT) * MAX_EXPIRY_BYTES;
    }

    /// Returns the size of the names that the open holds have in common, in bytes: never less than they take packed.
    int nameBytes() {
        var tariffs = new HashSet<TariffKey>();
        var names = new HashSet<String>();
        for (var hold : open) {
            var line = hold.pricedLine();
            tariffs.add(new TariffKey(line.line().operation(), line.category(), line.rate()));
            names.add(hold.source());
            names.add(line.category().name());
            names.add(line.rate().unit().name());
        }
        int bytes = 0;
        for (var tariff : tariffs) bytes += tariff.operation().value().length() + MAX_TARIFF_BYTES;
        for (var name : names) bytes += name.getBytes(UTF_8).length + 2;
        return bytes;
    }

    private record TariffKey(Operation operation, OperationCategory category, UnitRate rate) {}

    /// Returns the holds as the states of later segments than `segmentNumber` keep them.
    AccountHolds abridgedBefore(long segmentNumber) {
        return new AccountHolds(
                open.stream()
                        .map(hold -> hold.segmentNumber() < segmentNumber ? hold.abridged() : hold)
                        .toList(),
                closed,
                refusalsThisSecond);
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

    /// Returns the holds that have expired at `clockTime`.
    public List<Hold> findOverdue(Instant clockTime) {
        return open.stream().filter(hold -> hold.isOverdue(clockTime)).toList();
    }
}
