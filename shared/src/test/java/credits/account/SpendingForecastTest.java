package credits.account;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingForecastTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void six_days_of_use_give_no_forecast() {
        assertThat(SpendingForecast.of(accountWithUse(6, "none"))).isEmpty();
        assertThat(SpendingForecast.of(accountWithUse(7, "none"))).isPresent();
    }

    @ParameterizedTest(name = "ten days at EUR 1.20 of {0}: {1}")
    @CsvSource({
        "none, none",
        "12.01, 2026-11-11",
        "13.20, 2026-11-11",
        "13.21, 2026-11-12",
        "36.00, 2026-11-30",
        "36.01, none",
        "12.00, none"
    })
    void the_forecast_extends_the_average_of_the_days_so_far(String limit, String reached) {
        var forecast = SpendingForecast.of(accountWithUse(10, limit)).orElseThrow();

        assertThat(forecast.monthEndUsage()).isEqualTo(Eur.of("36.00"));
        assertThat(forecast.limitReachedOn())
                .isEqualTo(reached.equals("none") ? Optional.empty() : Optional.of(LocalDate.parse(reached)));
    }

    @Test
    void days_before_the_first_use_are_ignored_and_later_days_without_use_count() {
        var account = accountWithUse(7, "none").advanceTo(Instant.parse("2026-11-14T12:00:00Z"), FIRST);

        assertThat(SpendingForecast.of(account).orElseThrow().monthEndUsage()).isEqualTo(Eur.of("18.00"));
    }

    // Usage of EUR 1.20 a day for this number of days from 1 November.
    private static Account accountWithUse(int days, String limit) {
        var account = after(Account.open(ZoneId.of("Europe/Rome")), adjustment("1000", FIRST));
        account = after(account, limitsChange("none", limit, FIRST));
        for (int day = 0; day < days; day++) {
            account = after(account, bookReports(queryReport(10, FIRST.plusSeconds(day * 86_400L))));
        }
        return account;
    }

    private static Account after(Account account, AccountCommand<?> command) {
        var decision = command.decide(account, IdLookup.EMPTY);
        return decision instanceof Append<?> append ? append.change().account() : account;
    }
}
