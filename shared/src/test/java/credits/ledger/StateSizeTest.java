package credits.ledger;

import static credits.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.account.Account;
import credits.account.Command;
import credits.account.Command.Seen;
import credits.account.Command.Step.Append;
import credits.usage.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// The size of the state, which is written with every commit, for a year-old account late in a month.
class StateSizeTest {
    @Test
    void the_state_of_a_year_old_account_stays_small() {
        var month = YearMonth.of(2026, 11);
        var account = Account.opened(ZoneId.of("Europe/Rome"));
        for (int day = 0; day < 360; day++) {
            var at = NOON.minus(Duration.ofDays(360L - day));
            account = afterUse(day == 0 ? afterCredits(account, at) : account, at);
        }

        int size = StateCodec.pack(account, new Window.Marks(40, Given.idMadeAt(NOON), Given.idMadeAt(NOON))).length;

        assertThat(account.currentMonth()).isEqualTo(month);
        assertThat(account.past()).hasSize(12);
        System.out.println("state: " + size + " bytes");
        assertThat(size).isLessThanOrEqualTo(500);
    }

    private static Account afterCredits(Account account, Instant at) {
        return after(account, Given.credits("99999", at));
    }

    private static Account afterUse(Account account, Instant at) {
        var lines = new Line[] {
            Given.line("query.run", "7", at), Given.line("translate", "12345", at), Given.line("call.minute", "3.5", at)
        };
        return after(account, Given.booking(Given.submission(Given.idMadeAt(at), at, lines)));
    }

    private static Account after(Account account, Command<?> command) {
        var step = command.on(account, Seen.NOTHING);
        return step instanceof Append<?> append ? append.change().account() : account;
    }
}
