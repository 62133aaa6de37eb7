package credits.ledger.close;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.AccountCommand;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The months of one account in Rome, on a table of its own.
class AccountClosingTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("closing");
    private static final YearMonth NOVEMBER = YearMonth.parse("2026-11");
    private static final Instant DECEMBER_2 = Instant.parse("2026-12-02T12:00:00Z");

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final AccountClosing closing = new AccountClosing(dynamo, DynamoDbFixture.TABLE_NAME);
    private final MonthlyCloseStore store = new MonthlyCloseStore(dynamo, DynamoDbFixture.TABLE_NAME);

    /// Red when a kind of change is not counted, or counted as another.
    @Test
    void a_month_leads_from_the_opening_to_the_closing_balance_by_kind() {
        commit(topUp("10.00", NOON));
        commit(adjustment("2.00", NOON));
        commit(bookReports(queryReport(5, NOON)));
        commit(adjustment("-0.50", NOON));
        commit(new ClawBackCredits(newIdAt(NOON), Eur.of("3.00"), NOON));
        commit(new ClawBackCredits(newIdAt(NOON), Eur.of("-1.00"), NOON));

        advance(NOON);

        var november = november();
        assertThat(november.movements())
                .isEqualTo(new Movements(
                        Eur.of("10"), Eur.of("2"), Eur.of("0.60"), Eur.of("2"), Eur.of("-0.50"), Eur.ZERO));
        assertThat(november.end().balance()).isEqualTo(Eur.of("8.90"));
        assertThat(november.difference()).isEqualTo(Eur.ZERO);
        assertThat(november.end().granted()).isEqualTo(Eur.of("0.90"));
        assertThat(november.end().deferredRevenue()).isEqualTo(Eur.of("8"));
    }

    /// Red when a month stays open for an account that is idle, or is closed before its end in Rome and an hour more.
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T22:59:59Z, false",
        "2026-11-30T23:59:59Z, false",
        "2026-12-01T00:00:00Z, true",
        "2027-02-01T00:00:00Z, true"
    })
    void a_month_is_closed_an_hour_after_its_end(Instant now, boolean isClosed) {
        commit(topUp("10.00", NOON));

        advance(NOON);
        advance(now);

        assertThat(november().isClosed()).isEqualTo(isClosed);
    }

    /// Red when a closed month is written again.
    @Test
    void a_later_correction_counts_in_the_month_of_the_correction() {
        commit(topUp("10.00", NOON));
        advance(DECEMBER_2);
        var frozen = november();

        commit(adjustment("-4.00", DECEMBER_2));
        advance(DECEMBER_2);

        assertThat(november()).isEqualTo(frozen);
        var december = month(NOVEMBER.plusMonths(1));
        assertThat(december.opening()).isEqualTo(Eur.of("10"));
        assertThat(december.movements().adjustments()).isEqualTo(Eur.of("-4"));
        assertThat(december.end().balance()).isEqualTo(Eur.of("6"));
    }

    /// Red when the write has no condition.
    @Test
    void a_run_that_is_behind_does_not_open_a_closed_month_again() {
        commit(topUp("10.00", NOON));
        advance(NOON);
        var behind = store.findOpen(ORGANISATION).orElseThrow();
        commit(topUp("5.00", NOON));
        advance(DECEMBER_2);
        var frozen = november();

        store.saveOpen(ORGANISATION, behind);
        assertThat(november()).isEqualTo(frozen);

        advance(DECEMBER_2);
        assertThat(november()).isEqualTo(frozen);
        assertThat(month(NOVEMBER.plusMonths(1)).opening()).isEqualTo(Eur.of("15"));
    }

    @Test
    void months_without_a_change_are_closed_as_well() {
        commit(topUp("10.00", NOON));
        commit(bookReports(queryReport(1, NOON)));
        var march = Instant.parse("2027-03-05T12:00:00Z");
        commit(bookReports(march, queryReport(1, march)));

        advance(march);

        var january = month(YearMonth.parse("2027-01"));
        assertThat(january.isClosed()).isTrue();
        assertThat(january.movements()).isEqualTo(Movements.NONE);
        assertThat(january.opening()).isEqualTo(january.end().balance()).isEqualTo(Eur.of("9.88"));
        assertThat(month(YearMonth.parse("2027-03")).isClosed()).isFalse();
    }

    /// Red when the sums follow the account's balance instead of the entries.
    @Test
    void what_the_entries_do_not_explain_is_the_difference() {
        commit(topUp("10.00", NOON));
        commit(topUp("5.00", NOON));
        commit(bookReports(queryReport(1, NOON)));
        var _ = dynamo.deleteItem(delete -> delete.tableName(DynamoDbFixture.TABLE_NAME)
                .key(Map.of(
                        TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(ORGANISATION)),
                        TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(1)))));

        advance(DECEMBER_2);

        assertThat(november().difference()).isEqualTo(Eur.of("5"));
        assertThat(month(NOVEMBER.plusMonths(1)).difference()).isEqualTo(Eur.ZERO);
    }

    /// Granted credits are used first; a refund takes paid ones. Red when the order is the other one.
    @ParameterizedTest
    @CsvSource({
        // grant, usage of 0.12 each, refund, granted, deferred, receivable
        "1.00, 0, 0.00, 1.00, 2.00, 0.00",
        "1.00, 5, 0.00, 0.40, 2.00, 0.00",
        "1.00, 10, 0.00, 0.00, 1.80, 0.00",
        "1.00, 5, 1.50, 0.40, 0.50, 0.00",
        "1.00, 5, 2.25, 0.15, 0.00, 0.00",
        "1.00, 10, 2.00, 0.00, 0.00, 0.20"
    })
    void granted_credits_are_used_first(
            String grant, int uses, String refund, String granted, String deferred, String receivable) {
        commit(topUp("2.00", NOON));
        commit(adjustment(grant, NOON));
        if (uses > 0) commit(bookReports(queryReport(uses, NOON)));
        if (!refund.equals("0.00")) commit(new ClawBackCredits(newIdAt(NOON), Eur.of(refund), NOON));

        advance(NOON);

        var end = november().end();
        assertThat(end.granted()).isEqualTo(Eur.of(granted));
        assertThat(end.deferredRevenue()).isEqualTo(Eur.of(deferred));
        assertThat(end.receivable()).isEqualTo(Eur.of(receivable));
    }

    @Test
    void a_negative_balance_and_uncovered_usage_have_an_age() {
        commit(topUp("0.12", NOON));
        commit(bookReports(queryReport(1, NOON)));
        var uncovered = NOON.plusSeconds(60);
        commit(bookReports(uncovered, queryReport(2, uncovered)));
        var negative = NOON.plusSeconds(3_600);
        commit(new ClawBackCredits(newIdAt(negative), Eur.of("0.12"), negative));
        commit(new ClawBackCredits(newIdAt(negative), Eur.of("0.01"), negative.plusSeconds(60)));
        advance(NOON);

        var end = november().end();
        assertThat(end.uncovered())
                .isEqualTo(november().movements().uncovered())
                .isEqualTo(Eur.of("0.24"));
        assertThat(end.uncoveredSince()).contains(uncovered);
        assertThat(end.receivable()).isEqualTo(Eur.of("0.13"));
        assertThat(end.negativeSince()).contains(negative);

        commit(topUp("1.00", DECEMBER_2));
        advance(DECEMBER_2);

        assertThat(month(NOVEMBER.plusMonths(1)).end().negativeSince()).isEqualTo(Optional.empty());
        assertThat(november().end().negativeSince()).contains(negative);
    }

    private static CreditTopUp topUp(String amount, Instant at) {
        return new CreditTopUp(newIdAt(at), Eur.of(amount), at);
    }

    private void commit(AccountCommand<?> command) {
        var _ = DynamoDbFixture.ledgerWith(dynamo).commit(ORGANISATION, command);
    }

    private void advance(Instant now) {
        assertThat(closing.advance(ORGANISATION, now, () -> true).isComplete()).isTrue();
    }

    private MonthTotals november() {
        return month(NOVEMBER);
    }

    private MonthTotals month(YearMonth month) {
        return store.list(month, fault -> {
                    throw fault;
                })
                .getFirst()
                .totals();
    }
}
