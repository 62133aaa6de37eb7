package credits.function.reconcile;

import static credits.Given.credits;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.Invocation;
import credits.identity.OrganisationId;
import credits.ledger.ChainProof;
import credits.ledger.LocalTable;
import credits.ledger.Organisations;
import credits.ledger.Proofs;
import credits.ledger.Table;
import credits.stripe.Shop;
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

/// The round over all accounts, on a table of its own. `ChainProofTest` covers the defects of a chain.
class ProofTest {
    private final DynamoDbClient dynamo = LocalTable.create();
    private final Shop shop = new Shop(dynamo, false);
    private final Invocation reconcile =
            new Invocation(new ReconcileHandler(shop.wiring(), Environment.OF_TESTS, shop.clock()));

    @AfterEach
    void close() {
        shop.close();
    }

    /// Red when a completed round begins again at once, or none begins the next day.
    @Test
    void all_accounts_are_proved_once_a_day() {
        accounts("one", "two", "three");

        assertThat(prove().toString())
                .isEqualTo("{\"task\":\"prove\",\"accounts_proved\":3,\"segments\":6,\"flaws\":0}");
        shop.clock().passes(Duration.ofHours(1));
        assertThat(prove().path("accounts_already").asInt()).isEqualTo(3);
        shop.clock().passes(Duration.ofHours(23));
        accounts("four");

        assertThat(prove().path("accounts_proved").asInt()).isEqualTo(4);
        assertThat(reconcile.log()).doesNotContain("ledger_does_not_add_up");
    }

    /// Red when a defect ends the round, or is not reported.
    @Test
    void a_segment_that_was_changed_is_told_and_stops_no_other_account() {
        accounts("one", "two", "three");
        forge("two");

        var told = prove();

        assertThat(told.path("accounts_proved").asInt()).isEqualTo(3);
        assertThat(told.path("flaws").asInt()).isOne();
        assertThat(reconcile.log())
                .contains(
                        "{\"alarm\":\"ledger_does_not_add_up\",\"organisation\":\"two\",\"segment\":1,\"flaw\":\"notes\"}")
                .doesNotContain("\"one\"", "\"three\"");
    }

    /// `hasTime` returns true three times a run. Red when a run begins with the first account again.
    @Test
    void a_run_that_has_no_more_time_leaves_the_rest_to_the_next() {
        var names = IntStream.range(0, 10).mapToObj(i -> "org_" + i).toArray(String[]::new);
        accounts(names);
        var proof = new Proof(
                new Organisations(dynamo, LocalTable.NAME),
                new ChainProof(dynamo, LocalTable.NAME),
                new Proofs(dynamo, LocalTable.NAME));
        var now = shop.clock().instant();

        var answers = Stream.generate(() -> proof.some(now, times(3), _ -> {}).values())
                .limit(20)
                .takeWhile(answer -> !answer.containsKey("accounts_proved"))
                .toList();

        assertThat(answers).hasSizeBetween(4, 12).allMatch(answer -> answer.containsKey("accounts_so_far"));
        assertThat(new Proofs(dynamo, LocalTable.NAME).round().orElseThrow()).satisfies(round -> {
            assertThat(round.done()).isTrue();
            assertThat(round.accounts()).isEqualTo(10);
            assertThat(round.segments()).isEqualTo(20);
        });
    }

    private void accounts(String... names) {
        for (var name : names) {
            for (int i = 0; i < 2; i++) {
                var credits = credits("1.00", shop.clock().instant());
                var _ = LocalTable.ledgerOn(dynamo).commit(new OrganisationId(name), credits);
            }
        }
    }

    private void forge(String name) {
        var _ = dynamo.updateItem(update -> update.tableName(LocalTable.NAME)
                .key(Map.of(
                        Table.PARTITION, AttributeValue.fromS(Table.ACCOUNTS + name),
                        Table.SORT, AttributeValue.fromS(Table.SEGMENTS + "000000000001")))
                .updateExpression("SET balance = :more")
                .expressionAttributeValues(Map.of(":more", AttributeValue.fromN("900"))));
    }

    private static BooleanSupplier times(int most) {
        var left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    private JsonNode prove() {
        return reconcile.of("{\"task\":\"prove\"}");
    }
}
