package credits.account;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.account.AccountTimeTest.after;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.ChangeTimeZone;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// The zone that an account's days and months follow, and a change of it.
class AccountTimeZoneTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @Test
    void a_new_time_zone_takes_effect_with_the_next_month_and_no_day_repeats() {
        var auckland = ZoneId.of("Pacific/Auckland");
        var losAngeles = ZoneId.of("America/Los_Angeles");
        var october = Instant.parse("2026-10-20T12:00:00Z");
        var account = after(Account.open(auckland), adjustment("10", october));
        account = after(account, new ChangeTimeZone(losAngeles, october));

        var still = after(account, bookReports(queryReport(1, Instant.parse("2026-10-31T10:59:59Z"))));
        var switched = after(still, bookReports(queryReport(1, Instant.parse("2026-10-31T11:00:00Z"))));
        var november = after(switched, bookReports(queryReport(1, Instant.parse("2026-11-01T07:00:00Z"))));

        assertThat(still.timeZone().current()).isEqualTo(auckland);
        assertThat(still.resetsAt()).isEqualTo(Instant.parse("2026-11-01T07:00:00Z"));
        assertThat(switched.timeZone()).isEqualTo(AccountTimeZone.of(losAngeles));
        assertThat(switched.currentDay()).isEqualTo(LocalDate.of(2026, 10, 31));
        assertThat(switched.used()).isEqualTo(Eur.of("0.24"));
        assertThat(november.currentDay()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(november.used()).isEqualTo(Eur.of("0.12"));
    }

    @Test
    void the_month_resets_at_midnight_of_the_accounts_zone() {
        var account = Account.open(ROME).advanceTo(Instant.parse("2026-10-20T12:00:00Z"), Instant.EPOCH);

        assertThat(account.resetsAt()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
    }
}
