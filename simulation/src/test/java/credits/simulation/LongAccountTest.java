package credits.simulation;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.BookReports.Verdict;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.retry.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// An account with 10,000,000 segments, of ten reports each, within the 35 days that a report may be late.
class LongAccountTest {
    private static final long SEGMENTS = 10_000_000;
    // Of 720, which the queue takes a day for.
    private static final int MAX_RECEIVES = 30;
    // The share of an invocation that one of four groups gets.
    private static final Duration BUDGET = Duration.ofSeconds(3);

    private final LongAccountStore store = newStore();

    // Each attempt may be made by another worker.
    private Ledger newWorker() {
        return new Ledger(
                store,
                "credits",
                AccountScript.ROME,
                RetryPolicy.withinBudget(BUDGET, new SplittableRandom(1), new StoreTime()));
    }

    private final class StoreTime implements Sleeper {
        @Override
        public long nanoTime() {
            return store.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {}
    }

    private static LongAccountStore newStore() {
        var account = new AccountScript();
        var _ = account.commit(adjustment("1000", NOON));
        for (int i = 0; i < 300; i++) {
            var _ = account.commit(bookReports(queryReport(1, NOON)));
        }
        var span = UniqueId.MAX_AGE.plusHours(1);
        return new LongAccountStore(account.store().history(), SEGMENTS, NOON.minus(span), span);
    }

    @Test
    void a_first_report_that_is_35_days_late_is_booked_within_the_receives_of_the_queue() {
        var used = NOON.minus(UniqueId.MAX_AGE).plusSeconds(60);
        var late = report(newIdAt(used), NOON, line("query.run", "1", used));

        assertThat(commitWithRetries(bookReports(late))).containsExactly(new Verdict.Booked(1, 0));
        assertThat(store.nanoTime()).isGreaterThan(BUDGET.toNanos());
    }

    @Test
    void a_key_of_1970_is_refused_in_the_end_and_then_at_once() {
        var old = new AdjustCredits(newIdAt(Instant.EPOCH), 1, Eur.of("1"), TestData.GIULIA, "old", NOON);

        assertThat(commitWithRetries(old)).isEqualTo(AdjustCredits.Outcome.KEY_TOO_OLD);
        assertThat(newWorker().commit(TestData.ACME, old)).isEqualTo(AdjustCredits.Outcome.KEY_TOO_OLD);
    }

    private <R> R commitWithRetries(AccountCommand<R> command) {
        for (int attempt = 1; true; attempt++) {
            try {
                R answer = newWorker().commit(TestData.ACME, command);
                System.out.printf(
                        "old id: %d attempts, %d requests, %d ms%n",
                        attempt, store.requests(), store.nanoTime() / 1_000_000);
                return answer;
            } catch (ServiceUnavailableException unfinished) {
                assertThat(attempt).isLessThan(MAX_RECEIVES);
            }
        }
    }
}
