package credits.account;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.limits;
import static credits.Given.queries;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Command.Seen;
import credits.account.Command.Step.Append;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void six_days_of_use_say_too_little() {
        assertThat(Forecast.of(used(6, "none"))).isEmpty();
        assertThat(Forecast.of(used(7, "none"))).isPresent();
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
    void a_month_goes_on_as_it_began(String limit, String reached) {
        var forecast = Forecast.of(used(10, limit)).orElseThrow();

        assertThat(forecast.monthEnd()).isEqualTo(Eur.of("36.00"));
        assertThat(forecast.limitReachedOn())
                .isEqualTo(reached.equals("none") ? Optional.empty() : Optional.of(LocalDate.parse(reached)));
    }

    @Test
    void days_before_the_first_use_do_not_count_and_quiet_days_since_do() {
        var account = used(7, "none").rolledTo(Instant.parse("2026-11-14T12:00:00Z"), FIRST);

        assertThat(Forecast.of(account).orElseThrow().monthEnd()).isEqualTo(Eur.of("18.00"));
    }

    // As many days from the first of November, at EUR 1.20 each.
    private static Account used(int days, String limit) {
        var account = after(Account.opened(ZoneId.of("Europe/Rome")), credits("1000", FIRST));
        account = after(account, limits("none", limit, FIRST));
        for (int day = 0; day < days; day++) {
            account = after(account, booking(queries(10, FIRST.plusSeconds(day * 86_400L))));
        }
        return account;
    }

    private static Account after(Account account, Command<?> command) {
        var step = command.on(account, Seen.NOTHING);
        return step instanceof Append<?> append ? append.change().account() : account;
    }
}
