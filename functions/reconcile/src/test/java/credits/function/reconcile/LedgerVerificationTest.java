package credits.function.reconcile;

import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.VerificationProgress;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The nightly round over all accounts, on a separate table. `ChainVerifierTest` covers the defects of a chain.
class LedgerVerificationTest {
    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);
    private final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));

    @AfterEach
    void close() {
        payments.close();
    }

    /// Red when a completed round begins again at once, or none begins the next day.
    @Test
    void all_accounts_are_verified_once_a_day() {
        createAccounts("one", "two", "three");

        assertThat(verify().toString())
                .isEqualTo("{\"task\":\"prove\",\"accounts_proved\":3,\"segments\":6,\"flaws\":0}");
        payments.clock().advance(Duration.ofHours(1));
        assertThat(verify().path("accounts_already").asInt()).isEqualTo(3);
        payments.clock().advance(Duration.ofHours(23));
        createAccounts("four");

        assertThat(verify().path("accounts_proved").asInt()).isEqualTo(4);
        assertThat(reconcile.log()).doesNotContain("ledger_does_not_add_up");
    }

    /// Red when a defect ends the round, or is not reported.
    @Test
    void a_changed_segment_is_reported_and_stops_no_other_account() {
        createAccounts("one", "two", "three");
        tamperWith("two");

        var told = verify();

        assertThat(told.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(told.path("flaws").asInt()).isOne();
        assertThat(reconcile.log())
                .contains(
                        "{\"alarm\":\"ledger_does_not_add_up\",\"organisation\":\"two\",\"segment\":1,\"flaw\":\"notes\"}")
                .doesNotContain("\"one\"", "\"three\"");
    }

    /// `hasTime` returns true three times a run. Red when a run begins with the first account again.
    @Test
    void a_run_without_time_left_leaves_the_rest_to_the_next_run() {
        var names = IntStream.range(0, 10).mapToObj(i -> "org_" + i).toArray(String[]::new);
        createAccounts(names);
        var ledgerVerification = new LedgerVerification(
                new OrganisationDirectory(dynamo, DynamoDbFixture.TABLE_NAME),
                new ChainVerifier(dynamo, DynamoDbFixture.TABLE_NAME),
                new VerificationProgress(dynamo, DynamoDbFixture.TABLE_NAME));
        var now = payments.clock().instant();

        var answers = Stream.generate(() ->
                        ledgerVerification.run(now, allowTimes(3), _ -> {}).members())
                .limit(20)
                .takeWhile(answer -> !answer.containsKey("accounts_proved"))
                .toList();

        assertThat(answers).hasSizeBetween(4, 12).allMatch(answer -> answer.containsKey("accounts_so_far"));
        assertThat(new VerificationProgress(dynamo, DynamoDbFixture.TABLE_NAME)
                        .latestRound()
                        .orElseThrow())
                .satisfies(round -> {
                    assertThat(round.isComplete()).isTrue();
                    assertThat(round.accountCount()).isEqualTo(10);
                    assertThat(round.segmentCount()).isEqualTo(20);
                });
    }

    private void createAccounts(String... names) {
        for (var name : names) {
            for (int i = 0; i < 2; i++) {
                var credits = adjustment("1.00", payments.clock().instant());
                var _ = DynamoDbFixture.ledgerWith(dynamo).commit(new OrganisationId(name), credits);
            }
        }
    }

    private void tamperWith(String name) {
        var _ = dynamo.updateItem(update -> update.tableName(DynamoDbFixture.TABLE_NAME)
                .key(Map.of(
                        TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.ACCOUNT_PREFIX + name),
                        TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.SEGMENT_PREFIX + "000000000001")))
                .updateExpression("SET balance = :more")
                .expressionAttributeValues(Map.of(":more", AttributeValue.fromN("900"))));
    }

    private static BooleanSupplier allowTimes(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    private JsonNode verify() {
        return reconcile.invoke("{\"task\":\"prove\"}");
    }
}
