package credits.ledger;

import static credits.Given.GIULIA;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.Hold;
import credits.account.Holds;
import credits.account.Limits;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.Line;
import credits.usage.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The ways to tamper with a segment of the chain in [ChainProofTest], each as well hidden as one segment allows: the
/// attributes for people agree with it.
enum Forgery {
    LESS_USED_FOR_PEOPLE_TO_SEE(3, Flaw.Kind.NOTES),
    A_SEGMENT_REMOVED(5, Flaw.Kind.MISSING),
    HALF_A_STATE(4, Flaw.Kind.UNREADABLE),
    ENTRIES_THAT_CANNOT_BE_READ(4, Flaw.Kind.UNREADABLE),
    ANOTHER_HASH(4, Flaw.Kind.HASH),
    USAGE_WITHOUT_ITS_ENTRIES(3, Flaw.Kind.BALANCE),
    A_CREDIT_OF_ANOTHER_AMOUNT(0, Flaw.Kind.BALANCE),
    A_NANO_EURO_MORE(1, Flaw.Kind.BALANCE) {
        @Override
        Account forged(Account account) {
            return with(account, account.balance().plus(A_NANO));
        }
    },
    AN_EARLIER_TIME(4, Flaw.Kind.TIME) {
        @Override
        Account forged(Account account) {
            return with(account, account.at().minusSeconds(100_000));
        }
    },
    ANOTHER_DAY(4, Flaw.Kind.DAYS) {
        @Override
        Account forged(Account account) {
            var month = account.month();
            var days = changed(
                    month.days(),
                    day -> new DayTotal(day.date(), day.cost().plus(A_NANO), day.operations(), day.firstSegment()));
            return with(account, month(month, days, month.categories()));
        }
    },
    ONE_OPERATION_LESS(4, Flaw.Kind.CATEGORIES) {
        @Override
        Account forged(Account account) {
            var month = account.month();
            var categories = changed(
                    month.categories(), each -> new CategoryTotal(each.category(), each.cost(), each.operations() - 1));
            return with(account, month(month, month.days(), categories));
        }
    },
    ANOTHER_MONTH(11, Flaw.Kind.MONTHS) {
        @Override
        Account forged(Account account) {
            return with(
                    account,
                    changed(
                            account.past(),
                            month -> new PastMonth(
                                    month.month(),
                                    month.cost().plus(A_NANO),
                                    month.operations(),
                                    month.daysWithUse(),
                                    month.allowedLimit(),
                                    month.lastSegment())));
        }
    },
    A_HIGHER_LIMIT(5, Flaw.Kind.LIMITS) {
        @Override
        Account forged(Account account) {
            var old = account.limits();
            return with(
                    account,
                    new Limits(old.alertThreshold(), Optional.of(Eur.of("900.00")), old.version(), old.lastChange()));
        }
    },
    LIMITS_OF_ANOTHER_AMOUNT(1, Flaw.Kind.LIMITS) {
        @Override
        Account forged(Account account) {
            var change = new Limits.LastChange(account.at(), GIULIA);
            return with(account, new Limits(Optional.empty(), Optional.empty(), 2, Optional.of(change)));
        }
    },
    A_LARGER_HOLD(10, Flaw.Kind.HOLDS) {
        @Override
        Account forged(Account account) {
            return with(account, new Holds(List.of(larger(account.holds().open().getFirst())), List.of(), 0));
        }
    };

    private static final Eur A_NANO = new Eur(1);

    private final long segment;
    private final Flaw.Kind flaw;

    Forgery(long segment, Flaw.Kind flaw) {
        this.segment = segment;
        this.flaw = flaw;
    }

    long segment() {
        return segment;
    }

    Flaw.Kind flaw() {
        return flaw;
    }

    /// Returns the account that the tampered segment contains.
    Account forged(Account account) {
        return account;
    }

    private static <T> List<T> changed(List<T> all, UnaryOperator<T> first) {
        var some = new ArrayList<>(all);
        some.set(0, first.apply(some.getFirst()));
        return some;
    }

    private static MonthToDate month(MonthToDate old, List<DayTotal> days, List<CategoryTotal> categories) {
        return new MonthToDate(old.used(), days, categories, old.alerted(), old.limitReached(), old.creditsExhausted());
    }

    private static Hold larger(Hold hold) {
        var old = hold.line().line();
        var line = new Line(
                old.operation(), Quantity.of("500"), old.at(), old.member(), old.reference(), old.authorization());
        var rate = hold.line().rate();
        var priced = new PricedLine(line, hold.line().category(), rate, rate.cost(line.quantity()));
        return new Hold(hold.key(), hold.segment(), hold.source(), priced, hold.expiresAt());
    }

    private static Account with(Account a, Instant at) {
        return with(a, at, a.balance(), a.limits(), a.month(), a.past(), a.holds());
    }

    private static Account with(Account a, Eur balance) {
        return with(a, a.at(), balance, a.limits(), a.month(), a.past(), a.holds());
    }

    private static Account with(Account a, Limits limits) {
        return with(a, a.at(), a.balance(), limits, a.month(), a.past(), a.holds());
    }

    private static Account with(Account a, MonthToDate month) {
        return with(a, a.at(), a.balance(), a.limits(), month, a.past(), a.holds());
    }

    private static Account with(Account a, List<PastMonth> past) {
        return with(a, a.at(), a.balance(), a.limits(), a.month(), past, a.holds());
    }

    private static Account with(Account a, Holds holds) {
        return with(a, a.at(), a.balance(), a.limits(), a.month(), a.past(), holds);
    }

    private static Account with(
            Account a, Instant at, Eur balance, Limits limits, MonthToDate month, List<PastMonth> past, Holds holds) {
        return new Account(a.segments(), at, a.clock(), a.zone(), a.day(), balance, limits, month, past, holds);
    }
}
