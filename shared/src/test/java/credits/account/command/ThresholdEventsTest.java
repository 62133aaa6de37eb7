package credits.account.command;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import credits.account.Account;
import credits.account.AccountStatus;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.UsageUncovered;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.money.Eur;
import credits.usage.PricedReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The threshold, the limit and the balance are each notified once.
class ThresholdEventsTest {
    private final List<DomainEvent> events = new ArrayList<>();
    private Account account = Account.open(ZoneId.of("Europe/Rome"));

    @Test
    void crossing_the_threshold_is_reported_once() {
        when(adjustment("100", NOON), limitsChange("0.24", "50", NOON));

        when(bookReports(queryReport(1, NOON)), bookReports(queryReport(1, NOON)), bookReports(queryReport(9, NOON)));

        assertThat(eventsOf(AlertCrossed.class)).containsExactly(new AlertCrossed(Eur.of("0.24"), Eur.of("0.24")));
        assertThat(account.status()).isEqualTo(AccountStatus.ALERT);
    }

    @Test
    void a_threshold_set_below_the_usage_is_reported_immediately_and_once() {
        when(adjustment("100", NOON), bookReports(queryReport(10, NOON)));

        when(limitsChange("1", "50", NOON), limitsChange("0.50", "50", NOON), limitsChange("1", "50", NOON));

        assertThat(eventsOf(AlertCrossed.class))
                .extracting(AlertCrossed::threshold)
                .containsExactly(Eur.of("1"), Eur.of("0.50"));
    }

    @Test
    void a_threshold_is_reported_once_a_month_even_if_it_is_raised_in_between() {
        when(adjustment("100", NOON), limitsChange("0.12", "50", NOON), bookReports(queryReport(1, NOON)));

        for (int round = 0; round < 3; round++)
            when(limitsChange("0.36", "50", NOON), limitsChange("none", "50", NOON), limitsChange("0.12", "50", NOON));

        assertThat(eventsOf(AlertCrossed.class)).hasSize(1);
    }

    @Test
    void a_raised_threshold_is_reported_when_it_is_reached() {
        when(adjustment("100", NOON), limitsChange("0.12", "50", NOON), bookReports(queryReport(1, NOON)));

        when(limitsChange("0.36", "50", NOON), bookReports(queryReport(2, NOON)));

        assertThat(eventsOf(AlertCrossed.class))
                .extracting(AlertCrossed::threshold)
                .containsExactly(Eur.of("0.12"), Eur.of("0.36"));
    }

    @Test
    void a_threshold_is_reported_once_a_month_however_many_others_are_set_in_between() {
        when(adjustment("100", NOON), bookReports(queryReport(10, NOON)));

        for (int cents : new int[] {20, 40, 30, 60, 10, 70, 15, 80, 90, 45, 35, 25}) {
            for (int round = 0; round < 2; round++)
                when(limitsChange("0." + cents, "50", NOON), limitsChange("0.50", "50", NOON));
        }

        assertThat(eventsOf(AlertCrossed.class))
                .extracting(AlertCrossed::threshold)
                .doesNotHaveDuplicates()
                .contains(Eur.of("0.50"), Eur.of("0.80"), Eur.of("0.90"));
    }

    @Test
    void a_threshold_of_zero_is_reported_by_the_first_use_and_not_before() {
        when(adjustment("100", NOON), limitsChange("0", "50", NOON), limitsChange("0", "60", NOON));
        assertThat(eventsOf(AlertCrossed.class)).isEmpty();

        when(bookReports(queryReport(1, NOON)));

        assertThat(eventsOf(AlertCrossed.class)).containsExactly(new AlertCrossed(Eur.ZERO, Eur.of("0.12")));
    }

    @Test
    void an_early_threshold_and_the_threshold_are_reported_once_each() {
        when(adjustment("100", NOON), limitsChange("0.24", "0.48", "50", NOON));

        for (int use = 0; use < 6; use++) when(bookReports(queryReport(1, NOON)));

        assertThat(eventsOf(AlertCrossed.class))
                .containsExactly(
                        new AlertCrossed(Eur.of("0.24"), Eur.of("0.24")),
                        new AlertCrossed(Eur.of("0.48"), Eur.of("0.48")));
    }

    @Test
    void an_early_threshold_is_no_news_once_the_threshold_is_reached() {
        when(adjustment("100", NOON), limitsChange("0.12", "0.24", "50", NOON), bookReports(queryReport(2, NOON)));

        when(limitsChange("0.20", "0.24", "50", NOON));

        assertThat(eventsOf(AlertCrossed.class)).containsExactly(new AlertCrossed(Eur.of("0.24"), Eur.of("0.24")));
    }

    @Test
    void an_early_threshold_alone_is_no_alert_in_the_account_s_status() {
        when(adjustment("100", NOON), limitsChange("0.12", "0.24", "50", NOON), bookReports(queryReport(1, NOON)));

        assertThat(eventsOf(AlertCrossed.class)).hasSize(1);
        assertThat(account.status()).isEqualTo(AccountStatus.OK);
    }

    @Test
    void a_new_month_rearms_the_threshold() {
        when(adjustment("100", NOON), limitsChange("0.12", "50", NOON), bookReports(queryReport(1, NOON)));

        when(bookReports(queryReport(1, NOON.plusSeconds(86_400 * 20))));

        assertThat(eventsOf(AlertCrossed.class)).hasSize(2);
    }

    @Test
    void the_first_refusal_reports_the_limit_as_reached_although_some_of_it_is_left() {
        when(adjustment("100", NOON), limitsChange("none", "0.30", NOON));

        when(bookReports(queryReport(3, NOON)), bookReports(queryReport(1, NOON)));

        assertThat(eventsOf(LimitReached.class)).containsExactly(new LimitReached(Eur.of("0.30"), Eur.of("0.24")));
        assertThat(account.activeStatuses()).containsExactly(AccountStatus.LIMIT_REACHED);
        assertThat(eventsOf(UsageUncovered.class))
                .extracting(UsageUncovered::lineCount, UsageUncovered::cost)
                .containsExactly(tuple(1, Eur.of("0.12")), tuple(1, Eur.of("0.12")));
    }

    @Test
    void usage_that_still_fits_a_reached_limit_is_debited() {
        when(adjustment("100", NOON), limitsChange("none", "0.30", NOON), bookReports(queryReport(3, NOON)));

        when(bookReports(cheap(NOON)));

        assertThat(account.used()).isEqualTo(Eur.of("0.2418"));
    }

    @Test
    void raising_the_limit_clears_it() {
        when(adjustment("100", NOON), limitsChange("none", "0.24", NOON), bookReports(queryReport(3, NOON)));

        when(limitsChange("none", "10", NOON));

        assertThat(account.status()).isEqualTo(AccountStatus.OK);
    }

    @Test
    void an_exhausted_balance_is_reported_once_and_cleared_by_a_top_up() {
        when(adjustment("0.30", NOON), bookReports(queryReport(3, NOON)), bookReports(queryReport(1, NOON)));
        assertThat(eventsOf(BalanceExhausted.class)).containsExactly(new BalanceExhausted(Eur.of("0.06")));
        assertThat(account.activeStatuses()).containsExactly(AccountStatus.NO_CREDITS);

        when(adjustment("5", NOON));

        assertThat(account.status()).isEqualTo(AccountStatus.OK);
    }

    @Test
    void an_unused_account_without_credits_reports_nothing() {
        when(limitsChange("1", "2", NOON));

        assertThat(eventsOf(BalanceExhausted.class)).isEmpty();
        assertThat(account.status()).isEqualTo(AccountStatus.NO_CREDITS);
    }

    @Test
    void a_line_that_exceeds_balance_and_limit_reports_both() {
        when(adjustment("0.06", NOON), limitsChange("none", "0.05", NOON));

        when(bookReports(queryReport(1, NOON)));

        assertThat(account.activeStatuses()).containsExactly(AccountStatus.NO_CREDITS, AccountStatus.LIMIT_REACHED);
    }

    private static PricedReport cheap(Instant at) {
        return report(newIdAt(at), at, line("translate", "1000", at));
    }

    private <E extends DomainEvent> List<E> eventsOf(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void when(AccountCommand<?>... commands) {
        for (var command : commands) {
            if (command.decide(account, IdLookup.EMPTY) instanceof Append<?> append) {
                account = append.change().account();
                events.addAll(append.change().events());
            }
        }
    }
}
