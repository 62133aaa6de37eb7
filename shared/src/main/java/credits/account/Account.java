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

/// An organisation's account as it stands after so many segments: all that the next decision and the overview need.
///
/// Immutable; times are whole milliseconds. Its accounting time never goes back, so a day and a month are
/// contiguous ranges of the chain.
///
/// @param segments how many made it what it is; the next one gets this number
/// @param at accounting time of the newest segment
/// @param clock the latest time that any segment was decided at; not before `at`
/// @param day the day that is being booked, in `zone`
/// @param month what the month of `day` holds so far
/// @param past the months before it, oldest first, the newest 24; older ones stand in the oldest one's last segment
/// @param holds what is set aside, and what was
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
    /// How many past months a state keeps.
    public static final int MOST_PAST = 24;

    public Account {
        past = List.copyOf(past);
    }

    /// The account of an organisation that nothing has happened to.
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

    /// What is debited this month.
    public Eur used() {
        return month.used();
    }

    /// What is set aside by open holds.
    public Eur held() {
        return holds.total();
    }

    /// What may be spent of the balance: all of it but what is held.
    public Eur available() {
        return balance.minus(held());
    }

    /// What the allowed limit leaves this month, after what is used and held; empty without a limit.
    public Optional<Eur> remaining() {
        return limits.allowedLimit().map(limit -> limit.minus(used()).minus(held()));
    }

    /// Does `cost` fit what is available and what remains?
    public boolean bears(Eur cost) {
        return !cost.exceeds(available()) && remaining().filter(cost::exceeds).isEmpty();
    }

    /// The month that is being booked.
    public YearMonth currentMonth() {
        return YearMonth.from(day);
    }

    /// Is nothing left of the allowed limit?
    boolean limitUsedUp() {
        return limits.allowedLimit().isPresent() && !limits.allowedLimit().get().exceeds(used());
    }

    /// All that holds of the account, worst first; empty when nothing does.
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

    /// The worst that holds of the account.
    public Status status() {
        return causes().stream().findFirst().orElse(Status.OK);
    }

    /// The account as it stands at `accounting`: a later day, and a new month with nothing used, if that is when it
    /// is.
    ///
    /// @param accounting the time to account at; an earlier one than [#at] changes nothing
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

    /// The account as a reader at `now` sees it: without what the next commit would close as overdue.
    public Account seenAt(Instant now) {
        var rolled = rolledTo(now, now);
        return rolled.withHolds(rolled.holds().withoutOverdue(rolled.clock()));
    }

    // The next zone takes over in the first commit whose date, in the zone until now, lies in a later month.
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

    /// When the next month begins and `used` is zero again.
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

    /// This account after one more segment.
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
