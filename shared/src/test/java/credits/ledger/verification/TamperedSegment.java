package credits.ledger.verification;

import static credits.TestData.GIULIA;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.Hold;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.SpendingLimits;
import credits.account.UsageAlerts;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The ways to tamper with a segment of the chain in [ChainVerifierTest], each as well hidden as one segment allows:
/// the attributes for people agree with it.
enum TamperedSegment {
    LESS_USED_FOR_PEOPLE_TO_SEE(3, ChainDefect.Kind.NOTES),
    A_SEGMENT_REMOVED(5, ChainDefect.Kind.MISSING),
    HALF_A_STATE(4, ChainDefect.Kind.UNREADABLE),
    ENTRIES_THAT_CANNOT_BE_READ(4, ChainDefect.Kind.UNREADABLE),
    ANOTHER_HASH(4, ChainDefect.Kind.HASH),
    USAGE_WITHOUT_ITS_ENTRIES(3, ChainDefect.Kind.BALANCE),
    A_CREDIT_OF_ANOTHER_AMOUNT(0, ChainDefect.Kind.BALANCE),
    A_NANO_EURO_MORE(1, ChainDefect.Kind.BALANCE) {
        @Override
        Account tampered(Account account) {
            return with(account, account.balance().plus(A_NANO));
        }
    },
    AN_EARLIER_TIME(4, ChainDefect.Kind.TIME) {
        @Override
        Account tampered(Account account) {
            return with(account, account.accountingTime().minusSeconds(100_000));
        }
    },
    ANOTHER_DAY(4, ChainDefect.Kind.DAYS) {
        @Override
        Account tampered(Account account) {
            var month = account.monthToDate();
            var days = changed(
                    month.days(),
                    day -> new DayTotal(day.date(), day.cost().plus(A_NANO), day.operationCount(), day.firstSegment()));
            return with(account, month(month, days, month.categories()));
        }
    },
    ONE_OPERATION_LESS(4, ChainDefect.Kind.CATEGORIES) {
        @Override
        Account tampered(Account account) {
            var month = account.monthToDate();
            var categories = changed(
                    month.categories(),
                    each -> new CategoryTotal(each.category(), each.cost(), each.operationCount() - 1));
            return with(account, month(month, month.days(), categories));
        }
    },
    ANOTHER_MONTH(11, ChainDefect.Kind.MONTHS) {
        @Override
        Account tampered(Account account) {
            return with(
                    account,
                    changed(
                            account.pastMonths(),
                            month -> new PastMonth(
                                    month.month(),
                                    month.cost().plus(A_NANO),
                                    month.operationCount(),
                                    month.daysWithUse(),
                                    month.allowedLimit(),
                                    month.lastSegment())));
        }
    },
    A_HIGHER_LIMIT(5, ChainDefect.Kind.LIMITS) {
        @Override
        Account tampered(Account account) {
            var old = account.limits();
            return with(
                    account,
                    new SpendingLimits(
                            old.alertThreshold(), Optional.of(Eur.of("900.00")), old.version(), old.lastChange()));
        }
    },
    AN_EARLY_ALERT(5, ChainDefect.Kind.LIMITS) {
        @Override
        Account tampered(Account account) {
            var old = account.limits();
            return with(
                    account,
                    new SpendingLimits(
                            UsageAlerts.at(Eur.ZERO, old.alertThreshold().orElseThrow()),
                            old.allowedLimit(),
                            old.version(),
                            old.lastChange()));
        }
    },
    LIMITS_OF_ANOTHER_AMOUNT(1, ChainDefect.Kind.LIMITS) {
        @Override
        Account tampered(Account account) {
            var change = new SpendingLimits.LastChange(account.accountingTime(), GIULIA);
            return with(account, new SpendingLimits(Optional.empty(), Optional.empty(), 2, Optional.of(change)));
        }
    },
    A_LARGER_HOLD(10, ChainDefect.Kind.HOLDS) {
        @Override
        Account tampered(Account account) {
            return with(
                    account,
                    new AccountHolds(List.of(larger(account.holds().open().getFirst())), List.of(), 0));
        }
    };

    private static final Eur A_NANO = new Eur(1);

    private final long segment;
    private final ChainDefect.Kind expectedDefect;

    TamperedSegment(long segment, ChainDefect.Kind flaw) {
        this.segment = segment;
        this.expectedDefect = flaw;
    }

    long segment() {
        return segment;
    }

    ChainDefect.Kind expectedDefect() {
        return expectedDefect;
    }

    /// Returns the account that the tampered segment contains.
    Account tampered(Account account) {
        return account;
    }

    private static <T> List<T> changed(List<T> all, UnaryOperator<T> first) {
        var some = new ArrayList<>(all);
        some.set(0, first.apply(some.getFirst()));
        return some;
    }

    private static MonthToDate month(MonthToDate old, List<DayTotal> days, List<CategoryTotal> categories) {
        return new MonthToDate(
                old.used(),
                days,
                categories,
                old.alertedThresholds(),
                old.isLimitReached(),
                old.isBalanceExhausted(),
                old.isForecastAlerted());
    }

    private static Hold larger(Hold hold) {
        var old = hold.pricedLine().line();
        var line = new UsageLine(
                old.operation(), Quantity.of("500"), old.usedAt(), old.member(), old.reference(), old.authorization());
        var rate = hold.pricedLine().rate();
        var priced = new PricedLine(line, hold.pricedLine().category(), rate, rate.costOf(line.quantity()));
        return new Hold(hold.key(), hold.segmentNumber(), hold.source(), priced, hold.expiresAt(), hold.isAbridged());
    }

    private static Account with(Account a, Instant at) {
        return with(a, at, a.balance(), a.limits(), a.monthToDate(), a.pastMonths(), a.holds());
    }

    private static Account with(Account a, Eur balance) {
        return with(a, a.accountingTime(), balance, a.limits(), a.monthToDate(), a.pastMonths(), a.holds());
    }

    private static Account with(Account a, SpendingLimits limits) {
        return with(a, a.accountingTime(), a.balance(), limits, a.monthToDate(), a.pastMonths(), a.holds());
    }

    private static Account with(Account a, MonthToDate month) {
        return with(a, a.accountingTime(), a.balance(), a.limits(), month, a.pastMonths(), a.holds());
    }

    private static Account with(Account a, List<PastMonth> past) {
        return with(a, a.accountingTime(), a.balance(), a.limits(), a.monthToDate(), past, a.holds());
    }

    private static Account with(Account a, AccountHolds holds) {
        return with(a, a.accountingTime(), a.balance(), a.limits(), a.monthToDate(), a.pastMonths(), holds);
    }

    private static Account with(
            Account a,
            Instant at,
            Eur balance,
            SpendingLimits limits,
            MonthToDate month,
            List<PastMonth> past,
            AccountHolds holds) {
        return new Account(
                a.segmentCount(), at, a.clockTime(), a.timeZone(), a.currentDay(), balance, limits, month, past, holds);
    }
}
