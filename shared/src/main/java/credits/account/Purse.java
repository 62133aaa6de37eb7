package credits.account;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.usage.PricedLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an account can still pay while one commit debits it line by line: within the balance, within the month's
/// allowed limit, and from holds.
///
/// Without a hold a cost fits exactly if neither bound is passed, not by a nano-euro. What a hold sets aside is
/// paid whatever the bounds have become since; beyond it, only what is free.
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

    /// The open hold that `line` is to be settled from: the one it names, if that is for its operation.
    Optional<Hold> hold(PricedLine line) {
        if (line.line().authorization().isEmpty() || holds.open().isEmpty()) return Optional.empty();
        return holds.find(line.line().authorization().get())
                .filter(hold ->
                        hold.line().line().operation().equals(line.line().operation()));
    }

    /// The most that fits, with what `hold` has left.
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

    /// Debits `cost` if it fits; else notes which bound is in the way.
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

    /// Notes that `cost` was refused. What only open holds keep from fitting reaches no bound: it may fit soon.
    void refuse(long cost) {
        limitRefused |= cost > underLimit;
        creditsRefused |= cost > balance;
    }

    /// Marks `hold` as one that [#settle] closes, though nothing may have been debited from it.
    void touch(Hold hold) {
        drawn.putIfAbsent(hold.id(), 0L);
    }

    /// Closes the holds that were drawn on and frees what they have left.
    void settle() {
        for (var id : drawn.keySet()) holds = holds.without(id, Ending.CAPTURED);
        drawn.clear();
        held = holds.total().nanos();
    }

    /// Closes the holds that are overdue, but for what a settlement of this moment names.
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
