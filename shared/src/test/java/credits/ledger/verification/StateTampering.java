package credits.ledger.verification;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.AccountTimeZone;
import credits.account.CategoryTotal;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DayTotal;
import credits.account.Hold;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.identity.MemberId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.OperationCategory;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The ways to change one field of an account's state.
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum StateTampering {
    CLOCK((a, random) ->
            withTimes(a, a.accountingTime(), a.clockTime().plusMillis(1 + random.nextLong(1L << 40)), a.currentDay())),
    CLOCK_BACK((a, random) -> withTimes(a, a.accountingTime(), a.accountingTime(), a.currentDay())),
    ACCOUNTING_TIME((a, random) -> {
        long millis = (1 + random.nextLong(1L << random.nextInt(1, 40))) * (random.nextBoolean() ? 1 : -1);
        return withTimes(a, a.accountingTime().plusMillis(millis), a.clockTime(), a.currentDay());
    }),
    DAY((a, random) -> {
        int days = (2 + random.nextInt(40)) * (random.nextBoolean() ? 1 : -1);
        return withTimes(a, a.accountingTime(), a.clockTime(), a.currentDay().plusDays(days));
    }),
    ZONE((a, random) -> a.withTimeZone(
            new AccountTimeZone(ZoneId.of("Asia/Tokyo"), a.timeZone().next()))),
    NEXT_ZONE((a, random) -> {
        var next = a.timeZone().next().isPresent() ? Optional.<ZoneId>empty() : Optional.of(ZoneId.of("Asia/Tokyo"));
        return a.withTimeZone(new AccountTimeZone(a.timeZone().current(), next));
    }),
    BALANCE((a, random) -> a.withBalance(a.balance().plus(amount(random)))),
    LIMIT((a, random) -> {
        var old = a.limits();
        if (old.lastChange().isEmpty()) return a;
        var limit = old.alertThreshold().orElse(Eur.ZERO).plus(new Eur(random.nextInt(1_000_000_000)));
        return a.withLimits(
                new SpendingLimits(old.alertThreshold(), Optional.of(limit), old.version(), old.lastChange()));
    }),
    LIMITS_BY_ANOTHER((a, random) -> a.limits()
            .lastChange()
            .map(last -> new LastChange(last.changedAt(), new MemberId("usr_other")))
            .map(last -> a.withLimits(new SpendingLimits(
                    a.limits().alertThreshold(),
                    a.limits().allowedLimit(),
                    a.limits().version(),
                    Optional.of(last))))
            .orElse(a)),
    LIMITS_VERSION((a, random) -> {
        var old = a.limits();
        if (old.lastChange().isEmpty()) return a;
        return a.withLimits(
                new SpendingLimits(old.alertThreshold(), old.allowedLimit(), old.version() + 1, old.lastChange()));
    }),
    LIMIT_REACHED((a, random) ->
            a.withMonth(a.monthToDate().withLimitReached(!a.monthToDate().isLimitReached()))),
    BALANCE_EXHAUSTED((a, random) ->
            a.withMonth(a.monthToDate().withBalanceExhausted(!a.monthToDate().isBalanceExhausted()))),
    FORECAST((a, random) ->
            a.withMonth(a.monthToDate().withForecastAlerted(!a.monthToDate().isForecastAlerted()))),
    ALERTED((a, random) -> {
        var month = a.monthToDate();
        return a.withMonth(
                month.alertedThresholds().isEmpty()
                        ? month.withAlertedThreshold(new Eur(1 + random.nextInt(1_000)))
                        : month(month, month.days(), month.categories(), List.of()));
    }),
    DAY_TOTAL((a, random) -> withDays(a, changed(a.monthToDate().days(), random, day -> tampered(day, random)))),
    A_DAY_DROPPED((a, random) -> withDays(a, without(a.monthToDate().days(), random))),
    CATEGORY_TOTAL((a, random) ->
            withCategories(a, changed(a.monthToDate().categories(), random, each -> tampered(each, random)))),
    A_CATEGORY_DROPPED((a, random) -> withCategories(a, without(a.monthToDate().categories(), random))),
    PAST_MONTH((a, random) -> withPast(a, changed(a.pastMonths(), random, month -> tampered(month, random)))),
    A_PAST_MONTH_DROPPED((a, random) -> withPast(a, without(a.pastMonths(), random))),
    AN_OPEN_HOLD_DROPPED((a, random) -> {
        var holds = a.holds();
        return a.withHolds(new AccountHolds(without(holds.open(), random), holds.closed(), holds.refusalsThisSecond()));
    }),
    AN_OPEN_HOLD_CHANGED((a, random) -> {
        var open = changed(a.holds().open(), random, hold -> tampered(hold, random));
        return a.withHolds(new AccountHolds(open, a.holds().closed(), a.holds().refusalsThisSecond()));
    }),
    A_CLOSED_HOLD_REWRITTEN((a, random) -> {
        var closed = changed(
                a.holds().closed(),
                random,
                hold -> new ClosedHold(
                        hold.id(),
                        hold.outcome() == HoldOutcome.RELEASED ? HoldOutcome.CAPTURED : HoldOutcome.RELEASED));
        return a.withHolds(new AccountHolds(a.holds().open(), closed, a.holds().refusalsThisSecond()));
    }),
    A_CLOSED_HOLD_DROPPED((a, random) -> {
        var holds = a.holds();
        return a.withHolds(new AccountHolds(holds.open(), without(holds.closed(), random), holds.refusalsThisSecond()));
    }),
    REFUSALS((a, random) -> {
        int refusals = a.holds().refusalsThisSecond();
        return a.withHolds(a.holds().withRefusals(refusals == 0 ? 1 + random.nextInt(4) : refusals - 1));
    });

    private static final Eur MORE_THAN_ANYBODY_HAS = Eur.of("1000");
    private static final Duration A_DAY = Duration.ofDays(1);

    private final BiFunction<Account, SplittableRandom, Account> change;

    StateTampering(BiFunction<Account, SplittableRandom, Account> change) {
        this.change = change;
    }

    /// Returns the account with the field changed, or the same one if it has none to change.
    Account apply(Account account, SplittableRandom random) {
        return change.apply(account, random);
    }

    private static Eur amount(SplittableRandom random) {
        return new Eur((1 + random.nextLong(1L << random.nextInt(1, 40))) * (random.nextBoolean() ? 1 : -1));
    }

    private static <T> List<T> changed(List<T> all, SplittableRandom random, UnaryOperator<T> change) {
        if (all.isEmpty()) return all;
        var some = new ArrayList<>(all);
        int at = random.nextInt(all.size());
        some.set(at, change.apply(all.get(at)));
        return some;
    }

    private static <T> List<T> without(List<T> all, SplittableRandom random) {
        if (all.isEmpty()) return all;
        var some = new ArrayList<>(all);
        var _ = some.remove(random.nextInt(all.size()));
        return some;
    }

    private static DayTotal tampered(DayTotal day, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                new DayTotal(day.date(), day.cost().plus(amount(random)), day.operationCount(), day.firstSegment());
            case 1 -> new DayTotal(day.date(), day.cost(), day.operationCount() + 1, day.firstSegment());
            default -> new DayTotal(day.date(), day.cost(), day.operationCount(), day.firstSegment() + 1);
        };
    }

    private static CategoryTotal tampered(CategoryTotal total, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> total.plus(amount(random), 0);
            case 1 -> total.plus(Eur.ZERO, 1);
            default -> new CategoryTotal(new OperationCategory("Another"), total.cost(), total.operationCount());
        };
    }

    private static PastMonth tampered(PastMonth m, SplittableRandom random) {
        int field = random.nextInt(3);
        return new PastMonth(
                m.month(),
                field == 0 ? m.cost().plus(amount(random)) : m.cost(),
                m.operationCount() + (field == 1 ? 1 : 0),
                m.daysWithUse(),
                m.allowedLimit(),
                m.lastSegment() + (field == 2 ? 1 : 0));
    }

    // What the segment's own call holds, nothing but the state says; but it is held for a day at most, and fits.
    private static Hold tampered(Hold hold, SplittableRandom random) {
        if (random.nextBoolean())
            return new Hold(
                    hold.key(),
                    hold.segmentNumber(),
                    hold.source(),
                    hold.pricedLine(),
                    hold.expiresAt().plus(A_DAY).plusMillis(random.nextInt(1 << 30)),
                    hold.isAbridged());
        var old = hold.pricedLine().line();
        long factor =
                1 + MORE_THAN_ANYBODY_HAS.nanos() / Math.max(1, hold.amount().nanos());
        var quantity = new Quantity(old.quantity().micros() * factor);
        var line = new UsageLine(
                old.operation(), quantity, old.usedAt(), old.member(), old.reference(), old.authorization());
        var rate = hold.pricedLine().rate();
        var priced = new PricedLine(line, hold.pricedLine().category(), rate, rate.costOf(quantity));
        return new Hold(hold.key(), hold.segmentNumber(), hold.source(), priced, hold.expiresAt(), hold.isAbridged());
    }

    private static Account withDays(Account a, List<DayTotal> days) {
        var m = a.monthToDate();
        return a.withMonth(month(m, days, m.categories(), m.alertedThresholds()));
    }

    private static Account withCategories(Account a, List<CategoryTotal> categories) {
        var m = a.monthToDate();
        return a.withMonth(month(m, m.days(), categories, m.alertedThresholds()));
    }

    private static MonthToDate month(
            MonthToDate m, List<DayTotal> days, List<CategoryTotal> categories, List<Eur> alerted) {
        var used = days.stream().map(DayTotal::cost).reduce(Eur.ZERO, Eur::plus);
        boolean isTold = m.isForecastAlerted();
        return new MonthToDate(used, days, categories, alerted, m.isLimitReached(), m.isBalanceExhausted(), isTold);
    }

    private static Account withTimes(Account a, Instant time, Instant clock, LocalDate day) {
        return new Account(
                a.segmentCount(),
                time,
                clock,
                a.timeZone(),
                day,
                a.balance(),
                a.limits(),
                a.monthToDate(),
                a.pastMonths(),
                a.holds());
    }

    private static Account withPast(Account a, List<PastMonth> past) {
        return new Account(
                a.segmentCount(),
                a.accountingTime(),
                a.clockTime(),
                a.timeZone(),
                a.currentDay(),
                a.balance(),
                a.limits(),
                a.monthToDate(),
                past,
                a.holds());
    }
}
