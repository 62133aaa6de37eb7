package credits.account;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.account.command.ChangeTimeZone;
import credits.money.Eur;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Days and months follow the account's own time zone and never go back.
class AccountTimeTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Instant JANUARY = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "Europe/Rome, 2026-10-31T22:59:59.999Z, 2026-10-31",
        "Europe/Rome, 2026-10-31T23:00:00Z, 2026-11-01",
        "UTC, 2026-10-31T23:59:59.999Z, 2026-10-31",
        "Pacific/Auckland, 2026-10-31T10:59:59.999Z, 2026-10-31",
        "Pacific/Auckland, 2026-10-31T11:00:00Z, 2026-11-01",
        "America/Los_Angeles, 2026-11-01T06:59:59.999Z, 2026-10-31",
        "America/Los_Angeles, 2026-11-01T07:00:00Z, 2026-11-01"
    })
    void usage_is_booked_on_the_local_day(ZoneId zone, Instant used, LocalDate day) {
        var account =
                after(Account.open(zone), adjustment("10", used.minusSeconds(60)), bookReports(queryReport(1, used)));

        assertThat(account.monthToDate().days())
                .singleElement()
                .satisfies(total -> assertThat(total.date()).isEqualTo(day));
    }

    @ParameterizedTest(name = "{0} has {1} hours")
    @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-11-22, 24"})
    void a_day_has_as_many_hours_as_in_its_time_zone(LocalDate date, int hours) {
        var account = after(
                Account.open(ROME), adjustment("1000", date.atStartOfDay(ROME).toInstant()));
        var begin = date.atStartOfDay(ROME).toInstant();
        for (int hour = 0; hour < 30; hour++) {
            account = after(account, bookReports(queryReport(1, begin.plus(Duration.ofHours(hour)))));
        }

        assertThat(account.monthToDate().days().getFirst())
                .extracting(DayTotal::date, DayTotal::operationCount)
                .containsExactly(date, (long) hours);
    }

    @Test
    void a_new_month_starts_at_zero_and_keeps_the_old_one() {
        var october = Instant.parse("2026-10-15T12:00:00Z");
        var november = Instant.parse("2026-11-02T12:00:00Z");

        var fromOctober = after(Account.open(ROME), adjustment("10", october), bookReports(queryReport(5, october)));
        var account = after(fromOctober, bookReports(queryReport(2, november)));

        assertThat(account.used()).isEqualTo(Eur.of("0.24"));
        assertThat(account.balance()).isEqualTo(Eur.of("9.16"));
        assertThat(account.pastMonths())
                .containsExactly(new PastMonth(YearMonth.of(2026, 10), Eur.of("0.60"), 5, 1, Optional.empty(), 1));
    }

    @Test
    void late_usage_is_booked_on_the_current_day_and_a_past_day_never_changes() {
        var today = Instant.parse("2026-11-22T12:00:00Z");
        var yesterday = today.minus(Duration.ofDays(1));
        var late = report(newIdAt(today), today, line("query.run", "1", yesterday));

        var account = after(Account.open(ROME), adjustment("10", yesterday), bookReports(queryReport(3, yesterday)));
        account = after(account, bookReports(queryReport(1, today)), bookReports(late));

        assertThat(account.monthToDate().days())
                .extracting(DayTotal::operationCount)
                .containsExactly(3L, 2L);
    }

    @Test
    void a_late_report_is_booked_at_its_own_time_if_nothing_later_was_booked() {
        var sent = Instant.parse("2026-10-31T22:40:00Z");
        var used = Instant.parse("2026-10-30T22:30:00Z");
        var late = report(newIdAt(sent), sent, line("query.run", "1", used));

        var account = after(Account.open(ROME), adjustment("10", used.minusSeconds(9)), bookReports(late));

        assertThat(account.currentDay()).isEqualTo(LocalDate.of(2026, 10, 30));
        assertThat(account.accountingTime()).isEqualTo(used);
    }

    @Test
    void late_usage_of_a_month_that_is_over_is_booked_in_the_current_month_even_if_the_account_was_idle() {
        var february = Instant.parse("2026-02-03T12:00:00Z");
        var idle = after(Account.open(ROME), adjustment("10", JANUARY), bookReports(queryReport(5, JANUARY)));
        var seen = idle.asOf(february).pastMonths();

        var account = after(
                idle, bookReports(report(newIdAt(february), february, line("query.run", "2", JANUARY.plusSeconds(9)))));

        assertThat(account.pastMonths()).isEqualTo(seen);
        assertThat(account.used()).isEqualTo(Eur.of("0.24"));
        assertThat(account.monthToDate().days()).extracting(DayTotal::date).containsExactly(LocalDate.of(2026, 2, 1));
    }

    @ParameterizedTest(name = "sent at {0}, booked at {1}: {2}")
    @CsvSource({
        "2026-01-31T22:58:00Z, 2026-01-31T22:59:59Z, 2026-01-31",
        "2026-01-31T22:58:00Z, 2026-01-31T23:00:00Z, 2026-02-01",
        "2026-01-31T22:58:00Z, 2026-03-14T12:00:00Z, 2026-03-01",
        "2026-01-31T23:02:00Z, 2026-01-31T22:58:00Z, 2026-02-01"
    })
    void usage_booked_after_a_month_leaves_it_alone_whenever_it_was_sent(Instant sent, Instant booked, LocalDate day) {
        var idle = after(Account.open(ROME), adjustment("10", JANUARY), bookReports(queryReport(5, JANUARY)));
        var seen = idle.asOf(booked).pastMonths();
        var waiting = report(newIdAt(sent), sent, line("query.run", "2", JANUARY.plusSeconds(9)));

        var account = after(idle, bookReports(booked, waiting));

        assertThat(account.currentDay()).isEqualTo(day);
        assertThat(account.pastMonths().subList(0, seen.size())).isEqualTo(seen);
    }

    @ParameterizedTest(name = "from {0} to {1}, sent at {2}: {3}")
    @CsvSource({
        "Europe/Rome, Pacific/Auckland, 2026-01-31T22:59:59Z, 2026-01-31",
        "Europe/Rome, Pacific/Auckland, 2026-01-31T23:30:00Z, 2026-02-01",
        "Pacific/Auckland, America/Los_Angeles, 2026-01-31T11:30:00Z, 2026-01-31",
        "Pacific/Auckland, America/Los_Angeles, 2026-02-01T08:30:00Z, 2026-02-01"
    })
    void late_usage_leaves_past_months_alone_when_the_time_zone_changes(
            ZoneId from, ZoneId to, Instant sent, LocalDate day) {
        var used = Instant.parse("2026-01-31T10:00:00Z");
        var idle = after(
                Account.open(from),
                adjustment("10", used.minusSeconds(9)),
                bookReports(queryReport(5, used)),
                new ChangeTimeZone(to, used));
        var seen = idle.asOf(sent).pastMonths();

        var account = after(idle, bookReports(report(newIdAt(sent), sent, line("query.run", "2", used))));

        assertThat(account.pastMonths()).isEqualTo(seen);
        assertThat(account.currentDay()).isEqualTo(day);
    }

    @Test
    void a_report_that_spans_midnight_is_booked_on_the_later_day() {
        var before = Instant.parse("2026-10-31T22:59:00Z");
        var behind = Instant.parse("2026-10-31T23:01:00Z");
        var across = report(newIdAt(behind), behind, line("query.run", "1", before), line("query.run", "1", behind));

        var account = after(Account.open(ROME), adjustment("10", before), bookReports(across));

        assertThat(account.currentMonth()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(account.monthToDate().days())
                .extracting(DayTotal::operationCount)
                .containsExactly(2L);
    }

    @Test
    void a_feature_with_a_fast_clock_does_not_advance_the_day() {
        var sent = Instant.parse("2026-10-31T22:58:00Z");
        var ahead = report(newIdAt(sent), sent, line("query.run", "1", sent.plusSeconds(240)));

        var account = after(Account.open(ROME), adjustment("10", sent), bookReports(ahead));

        assertThat(account.currentDay()).isEqualTo(LocalDate.of(2026, 10, 31));
    }

    @Test
    void reports_of_two_days_never_share_a_segment() {
        var before = queryReport(1, Instant.parse("2026-10-31T22:59:59Z"));
        var behind = queryReport(1, Instant.parse("2026-10-31T23:00:00Z"));
        var account = after(Account.open(ROME), adjustment("10", Instant.parse("2026-10-31T12:00:00Z")));

        var decision = bookReports(before, behind).decide(account, IdLookup.EMPTY);

        assertThat(decision).isInstanceOfSatisfying(Append.class, append -> {
            assertThat(append.outcome()).asInstanceOf(LIST).hasSize(1);
            assertThat(append.change().reports()).hasSize(1);
        });
    }

    @Test
    void months_older_than_two_years_are_dropped_from_the_state() {
        var start = Instant.parse("2023-01-15T12:00:00Z").atZone(ROME);
        var account = Account.open(ROME);
        for (int month = 0; month < 40; month++) {
            var at = start.plusMonths(month).toInstant();
            account = after(account, adjustment("1", at), bookReports(queryReport(1, at)));
        }

        var newest = account.currentMonth().minusMonths(1);
        assertThat(account.pastMonths())
                .hasSize(24)
                .extracting(PastMonth::month)
                .endsWith(newest);
    }

    static Account after(Account account, AccountCommand<?>... commands) {
        var now = account;
        for (var command : commands) {
            if (command.decide(now, IdLookup.EMPTY) instanceof Append<?>(var change, var _)) now = change.account();
        }
        return now;
    }
}
