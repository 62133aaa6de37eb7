package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.account.Account;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The account's times and time zones, as a bookkeeper's calendar.
final class ReferenceClock {
    private ZoneId zone;
    private @Nullable ZoneId nextZone;
    private Instant at = Instant.EPOCH;
    private Instant clock = Instant.EPOCH;
    private LocalDate day = LocalDate.EPOCH;

    ReferenceClock(ZoneId zone) {
        this.zone = zone;
    }

    Instant now() {
        return clock;
    }

    LocalDate day() {
        return day;
    }

    YearMonth month() {
        return YearMonth.from(day);
    }

    void changeZone(Optional<ZoneId> next) {
        nextZone = next.orElse(null);
    }

    void advanceTo(Instant time, Instant now, boolean first) {
        if (time.isAfter(at)) at = time;
        if (now.isAfter(clock)) clock = now;
        if (at.isAfter(clock)) clock = at;
        if (nextZone != null && YearMonth.from(at.atZone(zone)).isAfter(month())) {
            zone = nextZone;
            nextZone = null;
        }
        var date = at.atZone(zone).toLocalDate();
        if (first || date.isAfter(day)) day = date;
    }

    /// Nothing is booked in a month that was over, in whatever zone, at `now`.
    Instant monthStart(Instant now) {
        var start = firstOfMonth(now, zone);
        boolean changesZone =
                nextZone != null && YearMonth.from(now.atZone(zone)).isAfter(month());
        if (!changesZone) return start;
        var inNextZone = firstOfMonth(now, requireNonNull(nextZone));
        return start.isAfter(inNextZone) ? start : inNextZone;
    }

    private static Instant firstOfMonth(Instant time, ZoneId zone) {
        return time.atZone(zone)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
    }

    void assertEqualTo(Account account) {
        InvariantViolationException.check(
                account.accountingTime().equals(at), "time must be " + at, account.accountingTime());
        InvariantViolationException.check(account.clockTime().equals(clock), "clock must be " + clock, account);
        InvariantViolationException.check(account.currentDay().equals(day), "day must be " + day, account);
        InvariantViolationException.check(
                account.timeZone().current().equals(zone)
                        && account.timeZone().next().equals(Optional.ofNullable(nextZone)),
                "zone must be " + zone,
                account.timeZone());
        InvariantViolationException.check(
                account.resetsAt().equals(reset()), "the next month must begin at " + reset(), account.resetsAt());
    }

    private Instant reset() {
        var first = day.withDayOfMonth(1).plusMonths(1);
        var here = first.atStartOfDay(zone).toInstant();
        if (nextZone == null) return here;
        var there = first.atStartOfDay(nextZone).toInstant();
        return there.isAfter(here) ? there : here;
    }
}
