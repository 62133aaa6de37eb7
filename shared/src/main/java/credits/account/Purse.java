package credits.account;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.usage.PricedLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The funds of an account while one commit debits it line by line: the balance, the rest of the month's allowed limit,
/// and the holds.
///
/// Without a hold, a cost fits exactly if it exceeds neither bound, to the nano-euro. A held amount is paid whatever
/// has become of the bounds since; beyond it, only free funds are used.
final class Purse {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Map<AuthorizationId, Long> drawn = new LinkedHashMap<>();
    private long balance;
    private long underLimit;
    private long held;
    private Holds holds;
    private boolean limitRefused;
    private boolean creditsRefused;

    Purse(Account account) {
        this.balance = account.balance().nanos();
        this.underLimit = account.limits()
                .allowedLimit()
                .map(limit -> limit.minus(account.used()).nanos())
                .orElse(NO_LIMIT);
        this.holds = account.holds();
        this.held = holds.total().nanos();
    }

    /// Returns the open hold that `line` is settled from: the one it names, if that is for the same operation.
    Optional<Hold> hold(PricedLine line) {
        if (line.line().authorization().isEmpty() || holds.open().isEmpty()) return Optional.empty();
        return holds.find(line.line().authorization().get())
                .filter(hold ->
                        hold.line().line().operation().equals(line.line().operation()));
    }

    /// Returns the largest amount that fits, including what is left of `hold`.
    long room(Optional<Hold> hold) {
        long free = free();
        return hold.isEmpty() ? free : Math.addExact(left(hold.get()), Math.max(0, free));
    }

    Eur roomOf(Hold hold) {
        return new Eur(room(Optional.of(hold)));
    }

    private long free() {
        long withinLimit = underLimit == NO_LIMIT ? NO_LIMIT : Math.subtractExact(underLimit, held);
        return Math.min(Math.subtractExact(balance, held), withinLimit);
    }

    private long left(Hold hold) {
        return hold.amount().nanos() - drawn.getOrDefault(hold.id(), 0L);
    }

    /// Debits `cost` if it fits; otherwise notes which bound is in the way.
    boolean pays(long cost, Optional<Hold> hold) {
        if (cost > room(hold)) {
            refuse(cost);
            return false;
        }
        long fromHold = hold.isEmpty() ? 0 : Math.min(cost, left(hold.get()));
        hold.ifPresent(each -> drawn.merge(each.id(), fromHold, Long::sum));
        held -= fromHold;
        balance = Math.subtractExact(balance, cost);
        if (underLimit != NO_LIMIT) underLimit = Math.subtractExact(underLimit, cost);
        return true;
    }

    /// Notes that `cost` was refused. If only open holds are in the way, no bound is reached: the cost may fit soon.
    void refuse(long cost) {
        limitRefused |= cost > underLimit;
        creditsRefused |= cost > balance;
    }

    /// Marks `hold` to be closed by [#settle], even if nothing has been debited from it.
    void touch(Hold hold) {
        drawn.putIfAbsent(hold.id(), 0L);
    }

    /// Closes the holds that were drawn on and frees what is left of them.
    void settle() {
        for (var id : drawn.keySet()) holds = holds.without(id, Ending.CAPTURED);
        drawn.clear();
        held = holds.total().nanos();
    }

    /// Closes the overdue holds, except those that the current settlement names.
    Account sweep(Account account, Expiry expiry, Set<AuthorizationId> kept) {
        var swept = expiry.sweep(account.withHolds(holds), kept);
        holds = swept.holds();
        held = holds.total().nanos();
        return swept;
    }

    Holds holds() {
        return holds;
    }

    Eur balance() {
        return new Eur(balance);
    }

    boolean limitRefused() {
        return limitRefused;
    }

    boolean creditsRefused() {
        return creditsRefused;
    }
}
