package credits.ledger.verification;

import credits.account.Account;
import credits.account.AccountTimeZone;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.money.Eur;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The times of a change: clock, accounting time, time zone and day.
///
/// The day that a segment states stands, since the rules of time zones change after it was written: it must be a day
/// that the zone could have had if its clocks were set at most three hours differently.
///
/// @param before the account before the change; of the first change, only its zone matters
record TimeAudit(Account before, AccountChange change) {
    private static final Duration MAX_RULE_CHANGE = Duration.ofHours(3);
    private static final MonthToDate NOTHING_USED =
            new MonthToDate(Eur.ZERO, List.of(), List.of(), List.of(), false, false, false);

    /// Whether the times follow from those before the change.
    boolean isConsistent() {
        return isClockConsistent() && isZoneConsistent() && isDayConsistent();
    }

    private boolean isClockConsistent() {
        var time = after().accountingTime();
        var clock = after().clockTime();
        if (time.isBefore(before.accountingTime()) || clock.isBefore(before.clockTime()) || clock.isBefore(time))
            return false;
        // Reports are booked at the time of the use, and everything else at the time of the request.
        if (change.kind() != Kind.USAGE && !clock.equals(later(before.clockTime(), time))) return false;
        return change.kind() != Kind.LIMITS
                || after().limits()
                        .lastChange()
                        .map(last -> later(before.accountingTime(), last.changedAt()))
                        .filter(time::equals)
                        .isPresent();
    }

    // A change of the time zone only sets the next zone; a new month puts it into force.
    private boolean isZoneConsistent() {
        var stated = after().timeZone();
        if (change.kind() != Kind.TIME_ZONE) return stated.equals(zoneInForce()) && isSwitchConsistent();
        if (isFirst()) return stated.next().isEmpty();
        return stated.current().equals(zoneInForce().current())
                && !stated.next().equals(Optional.of(stated.current()))
                && !stated.equals(before.timeZone())
                && isSwitchConsistent();
    }

    private boolean isSwitchConsistent() {
        if (isFirst() || before.timeZone().next().isEmpty()) return true;
        var time = after().accountingTime();
        return isNextZoneInForce()
                ? isLaterMonth(time.plus(MAX_RULE_CHANGE))
                : !isLaterMonth(time.minus(MAX_RULE_CHANGE));
    }

    private boolean isLaterMonth(Instant time) {
        var date = LocalDate.ofInstant(time, before.timeZone().current());
        return YearMonth.from(date).isAfter(before.currentMonth());
    }

    private boolean isDayConsistent() {
        return Stream.of(MAX_RULE_CHANGE.negated(), Duration.ZERO, MAX_RULE_CHANGE)
                .map(shift -> dayAt(after().accountingTime().plus(shift)))
                .anyMatch(after().currentDay()::equals);
    }

    private LocalDate dayAt(Instant time) {
        var date = LocalDate.ofInstant(time, zoneInForce().current());
        return date.isAfter(before.currentDay()) ? date : before.currentDay();
    }

    /// Returns the account before the change, at the time, in the zone and on the day that the change states.
    Account advancedAccount() {
        boolean isSameMonth = YearMonth.from(after().currentDay()).equals(before.currentMonth());
        boolean isSameSecond =
                after().clockTime().getEpochSecond() == before.clockTime().getEpochSecond();
        return new Account(
                before.segmentCount(),
                after().accountingTime(),
                after().clockTime(),
                zoneInForce(),
                after().currentDay(),
                before.balance(),
                before.limits(),
                isSameMonth ? before.monthToDate() : NOTHING_USED,
                isSameMonth ? before.pastMonths() : pastMonthsWithCurrent(),
                isSameSecond ? before.holds() : before.holds().withRefusals(0));
    }

    private List<PastMonth> pastMonthsWithCurrent() {
        if (isFirst()) return List.of();
        var all = new ArrayList<>(before.pastMonths());
        var month = before.monthToDate();
        all.add(new PastMonth(
                before.currentMonth(),
                month.used(),
                month.operationCount(),
                month.daysWithUse(),
                before.limits().allowedLimit(),
                before.segmentCount() - 1));
        return List.copyOf(all.subList(Math.max(0, all.size() - Account.MAX_PAST_MONTHS), all.size()));
    }

    // The first segment is the only record of the zone in which an account was opened.
    private AccountTimeZone zoneInForce() {
        if (isFirst() || isNextZoneInForce()) return AccountTimeZone.of(statedZone());
        return before.timeZone();
    }

    private boolean isNextZoneInForce() {
        return before.timeZone().next().filter(statedZone()::equals).isPresent();
    }

    private boolean isFirst() {
        return before.segmentCount() == 0;
    }

    private ZoneId statedZone() {
        return after().timeZone().current();
    }

    private Account after() {
        return change.account();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
