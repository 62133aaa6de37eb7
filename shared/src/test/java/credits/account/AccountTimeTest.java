package credits.account;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import credits.account.Command.Seen;
import credits.account.Command.Step.Append;
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
    void usage_lands_on_the_local_day(ZoneId zone, Instant used, LocalDate day) {
        var account = after(Account.opened(zone), credits("10", used.minusSeconds(60)), booking(queries(1, used)));

        assertThat(account.month().days())
                .singleElement()
                .satisfies(total -> assertThat(total.date()).isEqualTo(day));
    }

    @ParameterizedTest(name = "{0} has {1} hours")
    @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-11-22, 24"})
    void a_day_is_as_long_as_its_clock_says(LocalDate date, int hours) {
        var account = after(
                Account.opened(ROME), credits("1000", date.atStartOfDay(ROME).toInstant()));
        var begin = date.atStartOfDay(ROME).toInstant();
        for (int hour = 0; hour < 30; hour++) {
            account = after(account, booking(queries(1, begin.plus(Duration.ofHours(hour)))));
        }

        assertThat(account.month().days().getFirst())
                .extracting(DayTotal::date, DayTotal::operations)
                .containsExactly(date, (long) hours);
    }

    @Test
    void a_new_month_begins_with_nothing_used_and_keeps_the_old_one() {
        var october = Instant.parse("2026-10-15T12:00:00Z");
        var november = Instant.parse("2026-11-02T12:00:00Z");

        var account = after(Account.opened(ROME), credits("10", october), booking(queries(5, october)));
        account = after(account, booking(queries(2, november)));

        assertThat(account.used()).isEqualTo(Eur.of("0.24"));
        assertThat(account.balance()).isEqualTo(Eur.of("9.16"));
        assertThat(account.past())
                .containsExactly(new PastMonth(YearMonth.of(2026, 10), Eur.of("0.60"), 5, 1, Optional.empty(), 1));
    }

    @Test
    void late_usage_lands_on_the_current_day_and_a_closed_day_never_changes() {
        var today = Instant.parse("2026-11-22T12:00:00Z");
        var yesterday = today.minus(Duration.ofDays(1));
        var late = submission(idMadeAt(today), today, line("query.run", "1", yesterday));

        var account = after(Account.opened(ROME), credits("10", yesterday), booking(queries(3, yesterday)));
        account = after(account, booking(queries(1, today)), booking(late));

        assertThat(account.month().days()).extracting(DayTotal::operations).containsExactly(3L, 2L);
    }

    @Test
    void a_late_report_is_booked_at_its_own_time_if_nothing_later_is() {
        var sent = Instant.parse("2026-11-01T00:10:00Z");
        var used = Instant.parse("2026-10-31T22:30:00Z");
        var late = submission(idMadeAt(sent), sent, line("query.run", "1", used));

        var account = after(Account.opened(ROME), credits("10", used.minusSeconds(9)), booking(late));

        assertThat(account.currentMonth()).isEqualTo(YearMonth.of(2026, 10));
        assertThat(account.at()).isEqualTo(used);
    }

    @Test
    void a_report_with_lines_on_both_sides_of_midnight_is_one_day_the_later_one() {
        var before = Instant.parse("2026-10-31T22:59:00Z");
        var behind = Instant.parse("2026-10-31T23:01:00Z");
        var across =
                submission(idMadeAt(behind), behind, line("query.run", "1", before), line("query.run", "1", behind));

        var account = after(Account.opened(ROME), credits("10", before), booking(across));

        assertThat(account.currentMonth()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(account.month().days()).extracting(DayTotal::operations).containsExactly(2L);
    }

    @Test
    void a_feature_whose_clock_is_ahead_does_not_move_the_day() {
        var sent = Instant.parse("2026-10-31T22:58:00Z");
        var ahead = submission(idMadeAt(sent), sent, line("query.run", "1", sent.plusSeconds(240)));

        var account = after(Account.opened(ROME), credits("10", sent), booking(ahead));

        assertThat(account.day()).isEqualTo(LocalDate.of(2026, 10, 31));
    }

    @Test
    void reports_of_two_days_never_share_a_segment() {
        var before = queries(1, Instant.parse("2026-10-31T22:59:59Z"));
        var behind = queries(1, Instant.parse("2026-10-31T23:00:00Z"));
        var account = after(Account.opened(ROME), credits("10", Instant.parse("2026-10-31T12:00:00Z")));

        var step = booking(before, behind).on(account, Seen.NOTHING);

        assertThat(step).isInstanceOfSatisfying(Append.class, append -> {
            assertThat(append.answer()).asInstanceOf(LIST).hasSize(1);
            assertThat(append.change().reports()).hasSize(1);
        });
    }

    @Test
    void a_new_time_zone_takes_over_with_the_next_month_and_no_day_comes_twice() {
        var auckland = ZoneId.of("Pacific/Auckland");
        var losAngeles = ZoneId.of("America/Los_Angeles");
        var october = Instant.parse("2026-10-20T12:00:00Z");
        var account = after(Account.opened(auckland), credits("10", october));
        account = after(account, new ChangeTimeZone(losAngeles, october));

        var still = after(account, booking(queries(1, Instant.parse("2026-10-31T10:59:59Z"))));
        var switched = after(still, booking(queries(1, Instant.parse("2026-10-31T11:00:00Z"))));
        var november = after(switched, booking(queries(1, Instant.parse("2026-11-01T07:00:00Z"))));

        assertThat(still.zone().current()).isEqualTo(auckland);
        assertThat(switched.zone()).isEqualTo(TimeZone.of(losAngeles));
        assertThat(switched.day()).isEqualTo(LocalDate.of(2026, 10, 31));
        assertThat(switched.used()).isEqualTo(Eur.of("0.24"));
        assertThat(november.day()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(november.used()).isEqualTo(Eur.of("0.12"));
    }

    @Test
    void the_month_resets_at_midnight_of_the_accounts_zone() {
        var account = Account.opened(ROME).rolledTo(Instant.parse("2026-10-20T12:00:00Z"), Instant.EPOCH);

        assertThat(account.resetsAt()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
    }

    @Test
    void past_months_beyond_two_years_leave_the_state() {
        var account = Account.opened(ROME);
        for (int month = 0; month < 40; month++) {
            var at = Instant.parse("2023-01-15T12:00:00Z")
                    .atZone(ROME)
                    .plusMonths(month)
                    .toInstant();
            account = after(account, credits("1", at), booking(queries(1, at)));
        }

        assertThat(account.past()).hasSize(24);
        assertThat(account.past().getLast().month())
                .isEqualTo(account.currentMonth().minusMonths(1));
    }

    private static Account after(Account account, Command<?>... commands) {
        var now = account;
        for (var command : commands) {
            var step = command.on(now, Seen.NOTHING);
            now = step instanceof Append<?> append ? append.change().account() : now;
        }
        return now;
    }
}
