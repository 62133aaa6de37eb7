package credits.account;

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
/// @param segments the number of segments that led to this state, and thus the number of the next segment
/// @param at the accounting time of the newest segment
/// @param clock the latest time at which any segment was decided; never before `at`
/// @param day the day that is being booked, in `zone`
/// @param month the totals of the month of `day` so far
/// @param past the newest 24 past months, oldest first; older ones are in the last segment of the oldest
/// @param holds the open holds, and the most recently closed ones
public record Account(
        long segments,
        Instant at,
        Instant clock,
        TimeZone zone,
        LocalDate day,
        Eur balance,
        Limits limits,
        MonthToDate month,
        List<PastMonth> past,
        Holds holds) {
    /// The maximum number of past months in an account's state.
    public static final int MOST_PAST = 24;

    public Account {
        past = List.copyOf(past);
    }

    /// Returns a new account without entries.
    public static Account opened(ZoneId zone) {
        return new Account(
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                TimeZone.of(zone),
                LocalDate.EPOCH,
                Eur.ZERO,
                Limits.NONE,
                MonthToDate.EMPTY,
                List.of(),
                Holds.NONE);
    }

    /// Returns the amount debited this month.
    public Eur used() {
        return month.used();
    }

    /// Returns the amount set aside by open holds.
    public Eur held() {
        return holds.total();
    }

    /// Returns the amount of the balance that can still be spent: the balance less what is held.
    public Eur available() {
        return balance.minus(held());
    }

    /// Returns what the allowed limit leaves this month, less what is used and held; empty without a limit.
    public Optional<Eur> remaining() {
        return limits.allowedLimit().map(limit -> limit.minus(used()).minus(held()));
    }

    /// Whether `cost` fits both the available balance and the remaining limit.
    public boolean bears(Eur cost) {
        return !cost.exceeds(available()) && remaining().filter(cost::exceeds).isEmpty();
    }

    /// Returns the month that is being booked.
    public YearMonth currentMonth() {
        return YearMonth.from(day);
    }

    /// Whether the allowed limit is used up.
    boolean limitUsedUp() {
        return limits.allowedLimit().isPresent() && !limits.allowedLimit().get().exceeds(used());
    }

    /// Returns all statuses that apply to the account, worst first; empty if none applies.
    public List<Status> causes() {
        var causes = new ArrayList<Status>();
        if (!balance.isPositive() || month.creditsExhausted()) causes.add(Status.NO_CREDITS);
        if (limitUsedUp() || month.limitReached()) causes.add(Status.LIMIT_REACHED);
        if (alertReached()) causes.add(Status.ALERT);
        return causes;
    }

    private boolean alertReached() {
        return limits.alertThreshold().isPresent()
                && !limits.alertThreshold().get().exceeds(used());
    }

    /// Returns the worst status that applies to the account.
    public Status status() {
        return causes().stream().findFirst().orElse(Status.OK);
    }

    /// Returns the account at the accounting time `accounting`: on a later day if that has begun, and with nothing used
    /// if a new month has begun.
    ///
    /// @param accounting the accounting time; a time before [#at] changes nothing
    /// @param now the time of the decision
    public Account rolledTo(Instant accounting, Instant now) {
        var time = later(at, accounting.truncatedTo(ChronoUnit.MILLIS));
        var clockNow = later(later(clock, now.truncatedTo(ChronoUnit.MILLIS)), time);
        var zoneThen = zoneAt(time);
        var dayThen = laterDay(day, LocalDate.ofInstant(time, zoneThen.current()));
        var same = YearMonth.from(dayThen).equals(currentMonth());
        boolean sameSecond = clockNow.getEpochSecond() == clock.getEpochSecond();
        return new Account(
                segments,
                time,
                clockNow,
                zoneThen,
                dayThen,
                balance,
                limits,
                same ? month : MonthToDate.EMPTY,
                same ? past : pastWithThisMonth(),
                sameSecond ? holds : holds.withRefusals(0));
    }

    /// Returns the account as a reader sees it at `now`: without the overdue holds that the next commit would close.
    public Account seenAt(Instant now) {
        var rolled = rolledTo(now, now);
        return rolled.withHolds(rolled.holds().withoutOverdue(rolled.clock()));
    }

    // The next zone takes effect with the first commit whose date in the current zone is in a later month.
    private TimeZone zoneAt(Instant time) {
        if (zone.next().isEmpty()) return zone;
        var date = LocalDate.ofInstant(time, zone.current());
        return YearMonth.from(date).isAfter(currentMonth())
                ? TimeZone.of(zone.next().get())
                : zone;
    }

    private List<PastMonth> pastWithThisMonth() {
        if (segments == 0) return past;
        var all = new ArrayList<>(past);
        all.add(new PastMonth(
                currentMonth(), used(), month.operations(), month.daysWithUse(), limits.allowedLimit(), segments - 1));
        return all.size() > MOST_PAST ? all.subList(1, all.size()) : all;
    }

    /// Returns the time at which the next month begins and `used` returns to zero.
    public Instant resetsAt() {
        var first = currentMonth().plusMonths(1).atDay(1);
        var inThisZone = first.atStartOfDay(zone.current()).toInstant();
        return zone.next()
                .map(next -> later(inThisZone, first.atStartOfDay(next).toInstant()))
                .orElse(inThisZone);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate laterDay(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /// Returns this account with one more segment counted.
    Account next() {
        return new Account(segments + 1, at, clock, zone, day, balance, limits, month, past, holds);
    }

    Account withMonth(MonthToDate newMonth) {
        return new Account(segments, at, clock, zone, day, balance, limits, newMonth, past, holds);
    }

    Account withBalance(Eur newBalance) {
        return new Account(segments, at, clock, zone, day, newBalance, limits, month, past, holds);
    }

    Account withLimits(Limits newLimits) {
        return new Account(segments, at, clock, zone, day, balance, newLimits, month, past, holds);
    }

    public Account withHolds(Holds newHolds) {
        return new Account(segments, at, clock, zone, day, balance, limits, month, past, newHolds);
    }

    Account withZone(TimeZone newZone) {
        return new Account(segments, at, clock, newZone, day, balance, limits, month, past, holds);
    }
}
