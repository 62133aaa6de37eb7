package credits.account;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import credits.account.Command.Seen;
import credits.account.Command.Step.Append;
import credits.account.Event.AlertCrossed;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import credits.account.Event.UsageUncovered;
import credits.money.Eur;
import credits.usage.Submission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The threshold, the limit and the balance are each notified once.
class NoticesTest {
    private final List<Event> told = new ArrayList<>();
    private Account account = Account.opened(ZoneId.of("Europe/Rome"));

    @Test
    void crossing_the_threshold_is_told_once_however_much_follows() {
        when(credits("100", NOON), limits("0.24", "50", NOON));

        when(booking(queries(1, NOON)), booking(queries(1, NOON)), booking(queries(9, NOON)));

        assertThat(told(AlertCrossed.class)).containsExactly(new AlertCrossed(Eur.of("0.24"), Eur.of("0.24")));
        assertThat(account.status()).isEqualTo(Status.ALERT);
    }

    @Test
    void a_threshold_set_below_what_is_used_is_told_at_once_and_only_once() {
        when(credits("100", NOON), booking(queries(10, NOON)));

        when(limits("1", "50", NOON), limits("0.50", "50", NOON), limits("1", "50", NOON));

        assertThat(told(AlertCrossed.class))
                .extracting(AlertCrossed::threshold)
                .containsExactly(Eur.of("1"), Eur.of("0.50"));
    }

    @Test
    void raising_the_threshold_above_what_is_used_arms_it_again() {
        when(credits("100", NOON), limits("0.12", "50", NOON), booking(queries(1, NOON)));

        when(limits("0.36", "50", NOON), limits("0.12", "50", NOON));

        assertThat(told(AlertCrossed.class)).hasSize(2);
    }

    @Test
    void a_new_month_arms_the_threshold_again() {
        when(credits("100", NOON), limits("0.12", "50", NOON), booking(queries(1, NOON)));

        when(booking(queries(1, NOON.plusSeconds(86_400 * 20))));

        assertThat(told(AlertCrossed.class)).hasSize(2);
    }

    @Test
    void the_first_refusal_is_told_and_makes_the_limit_reached_though_something_is_left() {
        when(credits("100", NOON), limits("none", "0.30", NOON));

        when(booking(queries(3, NOON)), booking(queries(1, NOON)));

        assertThat(told(LimitReached.class)).containsExactly(new LimitReached(Eur.of("0.30"), Eur.of("0.24")));
        assertThat(account.causes()).containsExactly(Status.LIMIT_REACHED);
        assertThat(told(UsageUncovered.class))
                .extracting(UsageUncovered::lines, UsageUncovered::cost)
                .containsExactly(tuple(1, Eur.of("0.12")), tuple(1, Eur.of("0.12")));
    }

    @Test
    void what_still_fits_a_reached_limit_is_still_debited() {
        when(credits("100", NOON), limits("none", "0.30", NOON), booking(queries(3, NOON)));

        when(booking(cheap(NOON)));

        assertThat(account.used()).isEqualTo(Eur.of("0.2418"));
    }

    @Test
    void raising_the_limit_clears_it() {
        when(credits("100", NOON), limits("none", "0.24", NOON), booking(queries(3, NOON)));

        when(limits("none", "10", NOON));

        assertThat(account.status()).isEqualTo(Status.OK);
    }

    @Test
    void credits_run_out_once_and_topping_up_clears_it() {
        when(credits("0.30", NOON), booking(queries(3, NOON)), booking(queries(1, NOON)));
        assertThat(told(BalanceExhausted.class)).containsExactly(new BalanceExhausted(Eur.of("0.06")));
        assertThat(account.causes()).containsExactly(Status.NO_CREDITS);

        when(credits("5", NOON));

        assertThat(account.status()).isEqualTo(Status.OK);
    }

    @Test
    void an_account_without_credits_that_nobody_used_tells_nobody() {
        when(limits("1", "2", NOON));

        assertThat(told(BalanceExhausted.class)).isEmpty();
        assertThat(account.status()).isEqualTo(Status.NO_CREDITS);
    }

    @Test
    void a_line_that_fits_neither_bound_names_both() {
        when(credits("0.06", NOON), limits("none", "0.05", NOON));

        when(booking(queries(1, NOON)));

        assertThat(account.causes()).containsExactly(Status.NO_CREDITS, Status.LIMIT_REACHED);
    }

    private static Submission cheap(Instant at) {
        return submission(idMadeAt(at), at, line("translate", "1000", at));
    }

    private <E extends Event> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void when(Command<?>... commands) {
        for (var command : commands) {
            if (command.on(account, Seen.NOTHING) instanceof Append<?> append) {
                account = append.change().account();
                told.addAll(append.change().events());
            }
        }
    }
}
