package credits.ledger.codec;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.Account;
import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.IdLookup;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// The size of the state, which is written with every commit, for a year-old account late in a month.
class AccountStateSizeTest {
    @Test
    void the_state_of_a_year_old_account_stays_small() {
        var month = YearMonth.of(2026, 11);
        var account = Account.open(ZoneId.of("Europe/Rome"));
        for (int day = 0; day < 360; day++) {
            var at = NOON.minus(Duration.ofDays(360L - day));
            account = afterUse(day == 0 ? afterCredits(account, at) : account, at);
        }

        int size = AccountStateCodec.pack(account, new IdWatermarks(40, TestData.newIdAt(NOON), TestData.newIdAt(NOON)))
                .length;

        assertThat(account.currentMonth()).isEqualTo(month);
        assertThat(account.pastMonths()).hasSize(12);
        System.out.println("state: " + size + " bytes");
        assertThat(size).isLessThanOrEqualTo(500);
    }

    private static Account afterCredits(Account account, Instant at) {
        return after(account, TestData.adjustment("99999", at));
    }

    private static Account afterUse(Account account, Instant at) {
        var lines = new UsageLine[] {
            TestData.line("query.run", "7", at),
            TestData.line("translate", "12345", at),
            TestData.line("call.minute", "3.5", at)
        };
        return after(account, TestData.bookReports(TestData.report(TestData.newIdAt(at), at, lines)));
    }

    private static Account after(Account account, AccountCommand<?> command) {
        var decision = command.decide(account, IdLookup.EMPTY);
        return decision instanceof Append<?> append ? append.change().account() : account;
    }
}
