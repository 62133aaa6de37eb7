package credits.account.command;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Account;
import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.LimitForecast;
import credits.account.UsageAlerts;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.money.Eur;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several amounts at which people are notified, each once, and a forecast that is told once.
class UsageAlertsTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");

    private final List<DomainEvent> events = new ArrayList<>();
    private Account account = Account.open(ZoneId.of("Europe/Rome"));

    @Test
    void each_of_five_values_is_reported_once() {
        when(adjustment("100", NOON));
        when(limits("1.20", false, share(10), amount("0.24"), share(50), amount("0.61"), share(100)));

        for (int use = 0; use < 10; use++) when(bookReports(queryReport(1, NOON)));

        assertThat(crossed()).containsExactly("0.12", "0.24", "0.60", "0.61", "1.20");
    }

    @Test
    void a_share_follows_the_limit() {
        when(adjustment("100", NOON), limits("0.48", false, share(50)), bookReports(queryReport(2, NOON)));

        when(limits("0.96", false, share(50)), bookReports(queryReport(2, NOON)));

        assertThat(crossed()).containsExactly("0.24", "0.48");
    }

    @Test
    void of_values_that_one_commit_reaches_only_the_highest_is_reported() {
        when(adjustment("100", NOON), limits("1.20", false, share(10), share(20), share(50)));

        when(bookReports(queryReport(3, NOON)), bookReports(queryReport(1, NOON)));

        assertThat(crossed()).containsExactly("0.24");
    }

    @Test
    void a_forecast_is_told_on_the_seventh_day_with_use_and_once() {
        when(adjustment("100", FIRST), limits("2.40", true));

        useDaily(12);

        assertThat(forecasts())
                .containsExactly(new LimitForecast(Eur.of("2.40"), Eur.of("0.84"), LocalDate.of(2026, 11, 20)));
    }

    @Test
    void no_forecast_is_told_to_those_who_want_none_or_whose_limit_lasts() {
        when(adjustment("100", FIRST), limits("2.40", false));
        useDaily(12);
        when(limits("4.00", true));
        useDaily(1);

        assertThat(forecasts()).isEmpty();
    }

    @Test
    void a_raised_limit_and_a_new_month_are_forecast_again() {
        when(adjustment("100", FIRST), limits("2.40", true));
        useDaily(8);

        when(limits("2.30", true), limits("3.20", true));
        useDaily(2);

        assertThat(forecasts()).map(LimitForecast::limit).containsExactly(Eur.of("2.40"), Eur.of("3.20"));
        day = 31;
        useDaily(10);
        assertThat(forecasts()).map(LimitForecast::reachedOn).last().isEqualTo(LocalDate.of(2026, 12, 28));
    }

    private int day;

    private void useDaily(int days) {
        for (int left = days; left > 0; left--) when(bookReports(queryReport(1, FIRST.plus(Duration.ofDays(day++)))));
    }

    private static AlertValue amount(String amount) {
        return new FixedAmount(Eur.of(amount));
    }

    private static AlertValue share(int percent) {
        return new LimitShare(percent);
    }

    private ChangeLimits limits(String limit, boolean isForecastIncluded, AlertValue... values) {
        var at = account.accountingTime().isAfter(FIRST) ? account.accountingTime() : FIRST;
        return new ChangeLimits(
                new UsageAlerts(List.of(values), isForecastIncluded),
                Optional.of(Eur.of(limit)),
                Optional.empty(),
                GIULIA,
                at);
    }

    private List<String> crossed() {
        return events.stream()
                .flatMap(event -> event instanceof AlertCrossed crossed
                        ? Stream.of(crossed.threshold().toString())
                        : Stream.empty())
                .toList();
    }

    private List<LimitForecast> forecasts() {
        return events.stream()
                .filter(LimitForecast.class::isInstance)
                .map(LimitForecast.class::cast)
                .toList();
    }

    private void when(AccountCommand<?>... commands) {
        for (var command : commands) {
            if (!(command.decide(account, IdLookup.EMPTY) instanceof Append<?> append)) continue;
            account = append.change().account();
            events.addAll(append.change().events());
        }
    }
}
