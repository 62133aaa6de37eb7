package credits.function.proof;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.ledger.close.AccountClosing;
import credits.ledger.close.MonthlyCloseStore;
import credits.ledger.close.MonthlyCloseStore.AccountMonth;
import credits.money.Eur;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The nightly round of the close over all accounts, on a separate table.
class MonthlyClosingTest {
    private static final YearMonth NOVEMBER = YearMonth.parse("2026-11");

    private final ProofFixture proof = new ProofFixture();
    private final MonthlyCloseStore store = new MonthlyCloseStore(proof.dynamo, DynamoDbFixture.TABLE_NAME);

    /// Red when a completed round begins again at once, or none begins the next day.
    @Test
    void all_accounts_are_brought_up_to_date_once_a_day() {
        proof.createAccounts("one", "two");
        var _ = proof.verify();
        assertThat(proof.log()).contains("{\"task\":\"close\",\"complete\":true,\"accounts\":2,\"differences\":0}");
        assertThat(store.completedAsOf()).contains(proof.now());

        proof.commit("one", "3.00");
        proof.advance(Duration.ofHours(1));
        var _ = proof.verify();
        assertThat(november().getFirst().totals().end().balance()).isEqualTo(Eur.of("2"));

        proof.advance(Duration.ofHours(23));
        var _ = proof.verify();
        assertThat(november().getFirst().totals().end().balance()).isEqualTo(Eur.of("5"));
        assertThat(proof.log()).doesNotContain("ledger_does_not_add_up");
    }

    /// Red when the difference is not an alarm, or ends the round.
    @Test
    void an_account_that_does_not_add_up_is_reported_with_the_difference_and_stops_no_other() {
        proof.createAccounts("one", "two", "three");
        proof.commit("two", "1.00");
        proof.removeSegment("two", 1);

        var _ = proof.verify();

        assertThat(proof.log())
                .contains("{\"alarm\":\"ledger_does_not_add_up\",\"organisation\":\"two\",\"flaw\":\"month\","
                        + "\"month\":\"2026-11\",\"difference\":\"1.00\"}")
                .contains("\"complete\":true,\"accounts\":3,\"differences\":1");
        assertThat(november()).extracting(AccountMonth::organisation).hasSize(3);
    }

    @Test
    void an_account_that_does_not_answer_is_reported_and_closed_in_the_next_round() {
        proof.createAccounts("one", "two", "three");
        proof.throttle("two");

        var _ = proof.verify();

        assertThat(proof.log()).contains("\"organisation\":\"two\",\"flaw\":\"unclosed\"}");
        assertThat(november()).hasSize(2);
        proof.stopThrottling();
        proof.advance(Duration.ofDays(1));
        var _ = proof.verify();
        assertThat(november()).hasSize(3);
    }

    /// `hasTime` returns true three times a run. Red when a run begins with the first account again.
    @Test
    void a_run_without_time_left_leaves_the_rest_to_the_next_run() {
        proof.createAccounts(IntStream.range(0, 10).mapToObj(i -> "org_" + i).toArray(String[]::new));
        var closing = new MonthlyClosing(
                new OrganisationDirectory(proof.dynamo, DynamoDbFixture.TABLE_NAME),
                new AccountClosing(proof.dynamo, DynamoDbFixture.TABLE_NAME),
                store);

        int runs = 0;
        while (!closing.run(proof.now(), allowTimes(3), _ -> {}).toText().contains("\"complete\":true"))
            assertThat(++runs).isLessThan(20);

        assertThat(runs).isGreaterThanOrEqualTo(5);
        assertThat(november())
                .hasSize(10)
                .allMatch(each -> each.totals().end().balance().equals(Eur.of("2")));
        assertThat(november()).extracting(AccountMonth::organisation).contains(new OrganisationId("org_9"));
    }

    private List<AccountMonth> november() {
        return store.list(NOVEMBER, fault -> {
            throw fault;
        });
    }

    private static BooleanSupplier allowTimes(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }
}
