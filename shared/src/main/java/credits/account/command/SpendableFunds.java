package credits.account.command;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.usage.PricedLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The funds of an account while one commit debits it line by line: the balance, the rest of the month's allowed limit,
/// and the holds.
///
/// Without a hold, a cost fits if and only if it exceeds neither bound, to the nano-euro. A held amount is
/// honoured even if the bounds have shrunk since; beyond it, only funds that are not held are used.
final class SpendableFunds {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Map<AuthorizationId, Long> drawnByHold = new LinkedHashMap<>();
    private long balance;
    private long remainingLimit;
    private long held;
    private AccountHolds holds;
    private Instant clockTime;
    private Set<AuthorizationId> keptHolds;
    private boolean hasRefusedForLimit;
    private boolean hasRefusedForBalance;

    /// @param keptHolds the holds that can be settled even if they are overdue
    SpendableFunds(Account account, Set<AuthorizationId> keptHolds) {
        this.balance = account.balance().nanos();
        this.remainingLimit = account.limits()
                .allowedLimit()
                .map(limit -> limit.minus(account.used()).nanos())
                .orElse(NO_LIMIT);
        this.holds = account.holds();
        this.clockTime = account.clockTime();
        this.keptHolds = keptHolds;
        this.held = holds.amountAt(clockTime, keptHolds).nanos();
    }

    /// Returns the open hold that `line` is settled from: the one it names, if that is for the same operation.
    Optional<Hold> findHold(PricedLine line) {
        if (line.line().authorization().isEmpty() || holds.open().isEmpty()) return Optional.empty();
        return holds.findOpen(line.line().authorization().get())
                .filter(hold -> !hold.isOverdue(clockTime) || keptHolds.contains(hold.id()))
                .filter(hold ->
                        hold.pricedLine().line().operation().equals(line.line().operation()));
    }

    /// Returns the largest amount that fits, including what is left of `hold`.
    long spendable(Optional<Hold> hold) {
        long withoutHold = spendableWithoutHold();
        return hold.isEmpty() ? withoutHold : Math.addExact(remainingOf(hold.get()), Math.max(0, withoutHold));
    }

    Eur spendableWith(Hold hold) {
        return new Eur(spendable(Optional.of(hold)));
    }

    private long spendableWithoutHold() {
        long withinLimit = remainingLimit == NO_LIMIT ? NO_LIMIT : Math.subtractExact(remainingLimit, held);
        return Math.min(Math.subtractExact(balance, held), withinLimit);
    }

    private long remainingOf(Hold hold) {
        return hold.amount().nanos() - drawnByHold.getOrDefault(hold.id(), 0L);
    }

    /// Debits `costNanos` if it fits; otherwise notes which bound is in the way.
    boolean tryDebit(long costNanos, Optional<Hold> hold) {
        if (costNanos > spendable(hold)) {
            recordRefusal(costNanos);
            return false;
        }
        long fromHold = hold.isEmpty() ? 0 : Math.min(costNanos, remainingOf(hold.get()));
        hold.ifPresent(each -> drawnByHold.merge(each.id(), fromHold, Long::sum));
        held -= fromHold;
        balance = Math.subtractExact(balance, costNanos);
        if (remainingLimit != NO_LIMIT) remainingLimit = Math.subtractExact(remainingLimit, costNanos);
        return true;
    }

    /// Notes that `costNanos` was refused. If only open holds are in the way, no bound is reached: the cost
    /// may fit soon.
    void recordRefusal(long costNanos) {
        hasRefusedForLimit |= costNanos > remainingLimit;
        hasRefusedForBalance |= costNanos > balance;
    }

    /// Marks `hold` to be closed by [#closeMarkedHolds], even if nothing has been debited from it.
    void markForClosing(Hold hold) {
        drawnByHold.putIfAbsent(hold.id(), 0L);
    }

    /// Closes the holds that were drawn on and frees what is left of them.
    void closeMarkedHolds() {
        for (var id : drawnByHold.keySet()) holds = holds.withClosed(id, HoldOutcome.CAPTURED);
        drawnByHold.clear();
        held = holds.amountAt(clockTime, keptHolds).nanos();
    }

    /// Closes the overdue holds, except those that the current settlement names.
    Account closeOverdueHolds(Account account, HoldExpiry expiry, Set<AuthorizationId> settledHolds) {
        var current = expiry.closeOverdue(account.withHolds(holdsIn(account)), settledHolds);
        holds = current.holds();
        clockTime = account.clockTime();
        keptHolds = settledHolds;
        held = holds.amountAt(clockTime, keptHolds).nanos();
        return current;
    }

    AccountHolds holds() {
        return holds;
    }

    /// Returns the holds as of `account`, whose clock may have reached a new second.
    AccountHolds holdsIn(Account account) {
        return holds.withRefusals(account.holds().refusalsThisSecond());
    }

    Eur balance() {
        return new Eur(balance);
    }

    boolean hasRefusedForLimit() {
        return hasRefusedForLimit;
    }

    boolean hasRefusedForBalance() {
        return hasRefusedForBalance;
    }
}
