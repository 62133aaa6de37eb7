package credits.account;

import credits.identity.AuthorizationId;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The complete state of an organisation's account after a given number of segments: everything that the next decision
/// and the monthly overview need.
///
/// Immutable. Times are whole milliseconds. The accounting time never goes back, so the entries of a day or a month are
/// a contiguous range of the chain.
///
/// @param segmentCount the number of segments that led to this state, and thus the number of the next segment
/// @param accountingTime the accounting time of the newest segment
/// @param clockTime the latest time at which any segment was decided; never before `accountingTime`
/// @param currentDay the day that is being booked, in `timeZone`
/// @param monthToDate the totals of the month of `currentDay` so far
/// @param pastMonths the newest 24 past months, oldest first; older ones are in the last segment of the oldest
/// @param holds the open holds, and the most recently closed ones
public record Account(
        long segmentCount,
        Instant accountingTime,
        Instant clockTime,
        AccountTimeZone timeZone,
        LocalDate currentDay,
        Eur balance,
        SpendingLimits limits,
        MonthToDate monthToDate,
        List<PastMonth> pastMonths,
        AccountHolds holds) {
    /// The maximum number of past months in an account's state.
    public static final int MAX_PAST_MONTHS = 24;

    public Account {
        pastMonths = List.copyOf(pastMonths);
    }

    /// Returns a new account without entries.
    public static Account open(ZoneId zone) {
        return new Account(
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                AccountTimeZone.of(zone),
                LocalDate.EPOCH,
                Eur.ZERO,
                SpendingLimits.NONE,
                MonthToDate.EMPTY,
                List.of(),
                AccountHolds.NONE);
    }

    /// Returns the amount debited this month.
    public Eur used() {
        return monthToDate.used();
    }

    /// Returns the amount set aside by open holds.
    public Eur held() {
        return holds.amountAt(clockTime);
    }

    /// Returns the hold with this id, if it can still be settled.
    public Optional<Hold> findHold(AuthorizationId id) {
        return holds.findOpen(id).filter(hold -> !hold.isOverdue(clockTime));
    }

    /// Returns the amount of the balance that can still be spent: the balance less what is held.
    public Eur available() {
        return balance.minus(held());
    }

    /// Returns what the allowed limit leaves this month, less what is used and held; empty without a limit.
    public Optional<Eur> remainingLimit() {
        return limits.allowedLimit().map(limit -> limit.minus(used()).minus(held()));
    }

    /// Whether `cost` fits both the available balance and the remaining limit.
    public boolean canAfford(Eur cost) {
        return !cost.isGreaterThan(available())
                && remainingLimit().filter(cost::isGreaterThan).isEmpty();
    }

    /// Returns the month that is being booked.
    public YearMonth currentMonth() {
        return YearMonth.from(currentDay);
    }

    /// Whether the allowed limit is used up.
    public boolean isLimitUsedUp() {
        return limits.allowedLimit().isPresent() && !limits.allowedLimit().get().isGreaterThan(used());
    }

    /// Returns all statuses that apply to the account, worst first; empty if none applies.
    public List<AccountStatus> activeStatuses() {
        var statuses = new ArrayList<AccountStatus>();
        if (!balance.isPositive() || monthToDate.isBalanceExhausted()) statuses.add(AccountStatus.NO_CREDITS);
        if (isLimitUsedUp() || monthToDate.isLimitReached()) statuses.add(AccountStatus.LIMIT_REACHED);
        if (isAlertThresholdReached()) statuses.add(AccountStatus.ALERT);
        return statuses;
    }

    private boolean isAlertThresholdReached() {
        return limits.alertThreshold().isPresent()
                && !limits.alertThreshold().get().isGreaterThan(used());
    }

    /// Returns the worst status that applies to the account.
    public AccountStatus status() {
        return activeStatuses().stream().findFirst().orElse(AccountStatus.OK);
    }

    /// Returns the account at the accounting time `requestedTime`: on a later day if that has begun, and with
    /// nothing used if a new month has begun.
    ///
    /// @param requestedTime the accounting time; a time before [#accountingTime] changes nothing
    /// @param decisionTime the time of the decision
    public Account advanceTo(Instant requestedTime, Instant decisionTime) {
        var newAccountingTime = laterOf(accountingTime, requestedTime.truncatedTo(ChronoUnit.MILLIS));
        var newClockTime = laterOf(laterOf(clockTime, decisionTime.truncatedTo(ChronoUnit.MILLIS)), newAccountingTime);
        var newTimeZone = timeZoneAt(newAccountingTime);
        var newDay = laterOf(currentDay, LocalDate.ofInstant(newAccountingTime, newTimeZone.current()));
        var isSameMonth = YearMonth.from(newDay).equals(currentMonth());
        boolean isSameSecond = newClockTime.getEpochSecond() == clockTime.getEpochSecond();
        return new Account(
                segmentCount,
                newAccountingTime,
                newClockTime,
                newTimeZone,
                newDay,
                balance,
                limits,
                isSameMonth ? monthToDate : MonthToDate.EMPTY,
                isSameMonth ? pastMonths : pastMonthsWithCurrent(),
                isSameSecond ? holds : holds.withRefusals(0));
    }

    /// Returns the earliest accounting time, at most `time`, that is in no month that is over at `time`. What comes
    /// late is booked there, so that a month never changes once a reader has seen it end.
    public Instant monthStartAt(Instant time) {
        var advanced = advanceTo(time, time);
        var start = laterOf(
                startOf(YearMonth.from(LocalDate.ofInstant(time, timeZone.current())), timeZone.current()),
                startOf(advanced.currentMonth(), advanced.timeZone().current()));
        return start.isAfter(time) ? time : start;
    }

    private static Instant startOf(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /// Returns the account as a reader sees it at `now`: without the overdue holds that the next commit would close.
    public Account asOf(Instant now) {
        var advanced = advanceTo(now, now);
        return advanced.withHolds(advanced.holds().withoutOverdue(advanced.clockTime()));
    }

    // The next zone takes effect with the first commit whose date in the current zone is in a later month.
    private AccountTimeZone timeZoneAt(Instant time) {
        if (timeZone.next().isEmpty()) return timeZone;
        var date = LocalDate.ofInstant(time, timeZone.current());
        return YearMonth.from(date).isAfter(currentMonth())
                ? AccountTimeZone.of(timeZone.next().get())
                : timeZone;
    }

    private List<PastMonth> pastMonthsWithCurrent() {
        if (segmentCount == 0) return pastMonths;
        var all = new ArrayList<>(pastMonths);
        all.add(new PastMonth(
                currentMonth(),
                used(),
                monthToDate.operationCount(),
                monthToDate.daysWithUse(),
                limits.allowedLimit(),
                segmentCount - 1));
        return all.size() > MAX_PAST_MONTHS ? all.subList(1, all.size()) : all;
    }

    /// Returns the time at which the next month begins and `used` returns to zero.
    public Instant resetsAt() {
        var nextMonth = currentMonth().plusMonths(1);
        var resetInCurrentZone = startOf(nextMonth, timeZone.current());
        return timeZone.next()
                .map(next -> laterOf(resetInCurrentZone, startOf(nextMonth, next)))
                .orElse(resetInCurrentZone);
    }

    private static Instant laterOf(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate laterOf(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /// Returns this account with one more segment counted.
    public Account withSegmentAppended() {
        return new Account(
                segmentCount + 1,
                accountingTime,
                clockTime,
                timeZone,
                currentDay,
                balance,
                limits,
                monthToDate,
                pastMonths,
                holds.abridgedBefore(segmentCount));
    }

    public Account withMonth(MonthToDate newMonth) {
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                timeZone,
                currentDay,
                balance,
                limits,
                newMonth,
                pastMonths,
                holds);
    }

    public Account withBalance(Eur newBalance) {
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                timeZone,
                currentDay,
                newBalance,
                limits,
                monthToDate,
                pastMonths,
                holds);
    }

    public Account withLimits(SpendingLimits newLimits) {
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                timeZone,
                currentDay,
                balance,
                newLimits,
                monthToDate,
                pastMonths,
                holds);
    }

    public Account withHolds(AccountHolds newHolds) {
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                timeZone,
                currentDay,
                balance,
                limits,
                monthToDate,
                pastMonths,
                newHolds);
    }

    public Account withTimeZone(AccountTimeZone newZone) {
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                newZone,
                currentDay,
                balance,
                limits,
                monthToDate,
                pastMonths,
                holds);
    }
}
