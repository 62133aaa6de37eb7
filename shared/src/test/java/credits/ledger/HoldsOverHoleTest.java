package credits.ledger;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;
import credits.aws.TableKeys;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Holds of an account of which segments were lost in a restore, while a warm worker went on behind them: every call
/// is answered, and every commit succeeds.
class HoldsOverHoleTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final String SERVICE = "svc_search";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(8));

    private final OrganisationId organisation = new OrganisationId("hole_" + ORGANISATIONS.incrementAndGet());
    private final Ledger warm = DynamoDbFixture.ledger();

    /// The hold is placed in segment 1 and captured in segment 7, and 32 others end behind it.
    @ParameterizedTest(name = "segments {0} to {1} are lost")
    @CsvSource({"5, 20", "7, 7", "2, 6", "8, 9", "2, 30"})
    void the_end_of_a_forgotten_hold_is_found_behind_lost_segments(long first, long last) {
        var hold = givenForgottenHold();
        remove(first, last);

        var reply =
                DynamoDbFixture.ledger().commit(organisation, new ReleaseHold(newIdAt(NOON), 1, SERVICE, hold, NOON));

        assertThat(reply).isEqualTo(new AuthorizationReply.HoldClosed(HoldOutcome.CAPTURED));
    }

    @Test
    void a_hold_whose_segment_is_lost_is_not_known_once_it_is_forgotten() {
        var hold = givenForgottenHold();
        remove(1, 38);

        var reply =
                DynamoDbFixture.ledger().commit(organisation, new ReleaseHold(newIdAt(NOON), 1, SERVICE, hold, NOON));

        assertThat(reply).isEqualTo(new AuthorizationReply.UnknownHold());
    }

    @Test
    void a_hold_whose_segment_is_lost_still_expires() {
        var _ = warm.commit(organisation, adjustment("100", NOON));
        var _ = authorize(Optional.of(A_MINUTE));
        var _ = warm.commit(organisation, bookReports(queryReport(1, NOON)));
        remove(1, 1);

        var _ = DynamoDbFixture.ledger().commit(organisation, adjustment("1", LATER));

        var account = DynamoDbFixture.accountQueries().currentAccount(organisation, LATER);
        assertThat(account.holds().open()).isEmpty();
        assertThat(account.balance()).isEqualTo(Eur.of("100.88"));
    }

    @Test
    void a_hold_whose_segment_is_lost_can_be_captured() {
        var _ = warm.commit(organisation, adjustment("100", NOON));
        var hold = authorize(Optional.of(A_MINUTE));
        var _ = warm.commit(organisation, bookReports(queryReport(1, NOON)));
        remove(1, 1);

        var _ = DynamoDbFixture.ledger().commit(organisation, capture(hold));

        assertThat(DynamoDbFixture.accountQueries()
                        .currentAccount(organisation, NOON)
                        .balance())
                .isEqualTo(Eur.of("99.76"));
    }

    private AuthorizationId givenForgottenHold() {
        var _ = warm.commit(organisation, adjustment("100", NOON));
        var hold = authorize(Optional.of(A_MINUTE));
        for (int i = 2; i < 7; i++) {
            var _ = warm.commit(organisation, bookReports(queryReport(1, NOON)));
        }
        var _ = warm.commit(organisation, capture(hold));
        for (int i = 0; i < AccountHolds.MAX_CLOSED; i++) {
            var _ = authorize(Optional.empty());
        }
        return hold;
    }

    private static CaptureHold capture(AuthorizationId hold) {
        return new CaptureHold(newIdAt(NOON), 1, SERVICE, hold, Quantity.of("1"), NOON);
    }

    private AuthorizationId authorize(Optional<Duration> expiresIn) {
        var key = newIdAt(NOON);
        var line = line("query.run", "1", NOON);
        var priced = PricedLine.of(
                line, TestData.PRICES.findPrice(line.operation(), NOON).orElseThrow());
        var reply =
                warm.commit(organisation, new AuthorizeUsage(key, 1, SERVICE, Optional.of(priced), expiresIn, NOON));
        if (!(reply instanceof AuthorizationReply.Decided(var change))) throw new IllegalStateException("" + reply);
        return AuthorizationId.of(change.account().segmentCount() - 1, key.low());
    }

    private void remove(long first, long last) {
        for (long number = first; number <= last; number++) {
            var key = Map.of(
                    TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                    TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(number)));
            var _ = DynamoDbFixture.DYNAMO.deleteItem(
                    delete -> delete.tableName(DynamoDbFixture.TABLE_NAME).key(key));
        }
    }
}
