package credits.simulation.store;

import static credits.simulation.store.RequestFixture.IF_ABSENT;
import static credits.simulation.store.RequestFixture.TABLE;
import static credits.simulation.store.RequestFixture.at;
import static credits.simulation.store.RequestFixture.bytes;
import static credits.simulation.store.RequestFixture.get;
import static credits.simulation.store.RequestFixture.query;
import static credits.simulation.store.RequestFixture.text;
import static credits.simulation.store.RequestFixture.transactPut;
import static credits.simulation.store.RequestFixture.transactUpdate;
import static credits.simulation.store.RequestFixture.with;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.simulation.ChoiceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Compares the store in memory with DynamoDB Local: the same calls, the same results. The calls change daily;
/// `-Dseed=…` repeats a run.
class InMemoryStoreDifferentialTest {
    private static final int CALLS = Sample.FULL ? 5_000 : 600;

    private final DynamoDbClient local = RequestFixture.dynamoDbLocal();
    private final DynamoDbClient memory = new InMemoryStore(TABLE);

    @Test
    void every_call_returns_what_DynamoDB_Local_returns() {
        long seed = Sample.seed();
        System.out.println("differential test: seed " + seed);
        var calls = new RandomCallGenerator(ChoiceSource.seeded(seed));
        var kinds = new HashMap<String, Integer>();
        var differences = new ArrayList<String>();

        for (int i = 0; i < CALLS; i++) {
            var call = calls.next();
            var expected = CallResult.of(local, call.call());
            var callResult = CallResult.of(memory, call.call());
            if (!callResult.equals(expected))
                differences.add(call.request() + "\n returned " + callResult + "\n expected " + expected);
            var _ = kinds.merge(kind(expected), 1, Integer::sum);
        }

        System.out.println("differential test: " + CALLS + " calls, " + kinds);
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(kinds.keySet())
                .contains("ItemResult", "QueryResult", "WriteResult")
                .contains("ValidationException", "ConditionalCheckFailedException", "TransactionCanceledException");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void a_page_ends_with_the_item_that_reaches_one_megabyte(int beyond) {
        int quarter = 1024 * 1024 / 4 - ItemSize.of(with(at("BIG", "0"), "b", bytes(0)));
        for (var sort : List.of("0", "1", "2")) put("BIG", sort, quarter);
        put("BIG", "3", quarter + beyond);
        put("BIG", "4", 10);

        var forward = assertSameResult("forward", client -> client.query(query("BIG")));
        var backward = assertSameResult(
                "backward", client -> client.query(query("BIG").copy(back -> back.scanIndexForward(false))));

        assertThat(((CallResult.QueryResult) forward).count()).isEqualTo(beyond < 0 ? 5 : 4);
        assertThat(((CallResult.QueryResult) backward).count()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void an_item_over_400_KB_is_rejected_by_puts_and_updates(int beyond) {
        int rest = ItemSize.MAX_BYTES - ItemSize.of(with(at("P", "1"), "b", bytes(0))) + beyond;

        var put = assertSameResult(
                "put", client -> client.putItem(RequestFixture.put(with(at("P", "1"), "b", bytes(rest)))));
        var update = assertSameResult(
                "update",
                client -> client.updateItem(set -> set.tableName(TABLE)
                        .key(at("P", "2"))
                        .updateExpression("SET b = :b")
                        .expressionAttributeValues(Map.of(":b", bytes(rest)))));

        assertThat(put instanceof CallResult.ErrorResult).isEqualTo(beyond > 0);
        assertThat(update instanceof CallResult.ErrorResult).isEqualTo(beyond > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void a_transaction_over_4_MB_is_rejected(int beyond) {
        // DynamoDB Local counts the expressions too.
        int overhead = ItemSize.of(with(at("T", "00"), "b", bytes(0))) + IF_ABSENT.length();
        int sixteenth = 4 * 1024 * 1024 / 16 - overhead;
        var actions = new ArrayList<TransactWriteItem>();
        for (int i = 10; i < 26; i++)
            actions.add(putIfAbsentOfSize("T", Integer.toString(i), i == 10 ? sixteenth + beyond : sixteenth));

        var callResult = assertSameResult(
                "transaction", client -> client.transactWriteItems(write -> write.transactItems(actions)));

        assertThat(callResult instanceof CallResult.ErrorResult).isEqualTo(beyond > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101})
    void a_transaction_has_1_to_100_actions(int count) {
        var actions = new ArrayList<TransactWriteItem>();
        for (int i = 0; i < count; i++) actions.add(putIfAbsentOfSize("T", "s" + i, 1));

        var callResult = assertSameResult(
                "transaction", client -> client.transactWriteItems(write -> write.transactItems(actions)));

        assertThat(callResult instanceof CallResult.WriteResult).isEqualTo(count == 1 || count == 100);
    }

    @Test
    void mixed_reasons_of_a_cancelled_transaction_keep_their_order_and_items() {
        put("T", "taken", 3);

        var callResult = assertSameResult(
                "transaction",
                client -> client.transactWriteItems(write -> write.transactItems(
                        putIfAbsentOfSize("T", "free", 1),
                        putIfAbsentOfSize("T", "taken", 1),
                        transactPut(put -> put.item(at("T", "any"))),
                        transactUpdate(update -> update.key(at("T", "missing"))
                                .updateExpression("REMOVE a")
                                .conditionExpression("attribute_exists(p)")))));

        assertThat(((CallResult.ErrorResult) callResult).cancellationResults())
                .extracting(CallResult.CancellationResult::code)
                .containsExactly("None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed");
        assertThat(((CallResult.ErrorResult) callResult)
                        .cancellationResults()
                        .get(1)
                        .item())
                .containsKey("b");
        assertThat(assertSameResult("nothing written", client -> client.getItem(get(at("T", "free")))))
                .isEqualTo(new CallResult.ItemResult(false, Map.of()));
    }

    @Test
    void two_writes_of_one_item_in_a_transaction_are_rejected() {
        var one = transactPut(put -> put.item(at("T", "1")));
        var other = transactUpdate(update -> update.key(at("T", "1")).updateExpression("REMOVE a"));

        var callResult = assertSameResult(
                "transaction", client -> client.transactWriteItems(write -> write.transactItems(one, other)));

        assertThat(kind(callResult)).isEqualTo("ValidationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET p = :x", "SET s = :x", "REMOVE s SET a = :x"})
    void the_key_of_an_item_cannot_be_updated(String change) {
        var values = Map.of(":x", text("x"));

        var alone = assertSameResult(
                "update",
                client -> client.updateItem(update -> update.tableName(TABLE)
                        .key(at("T", "1"))
                        .updateExpression(change)
                        .expressionAttributeValues(values)));
        var together = assertSameResult(
                "transaction",
                client -> client.transactWriteItems(write -> write.transactItems(transactUpdate(update ->
                        update.key(at("T", "1")).updateExpression(change).expressionAttributeValues(values)))));

        assertThat(kind(alone)).isEqualTo("ValidationException");
        assertThat(kind(together)).isEqualTo("TransactionCanceledException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.50", "007", "-0", "100", "-0012.3400"})
    void a_number_is_stored_in_its_shortest_form(String number) {
        var _ = assertSameResult(
                "put",
                client -> client.putItem(RequestFixture.put(with(at("N", "1"), "n", AttributeValue.fromN(number)))));

        var callResult = assertSameResult("get", client -> client.getItem(get(at("N", "1"))));

        assertThat(((CallResult.ItemResult) callResult).isThere()).isTrue();
    }

    @Test
    void every_reserved_word_is_rejected_as_a_name() throws IOException {
        var words = words();

        // DynamoDB Local reports some of these as syntax errors, with other words.
        for (var word : words) {
            var named = get(at("P", "1")).copy(get -> get.projectionExpression(word));
            assertThat(kind(CallResult.of(memory, client -> client.getItem(named))))
                    .as(word)
                    .isEqualTo("ValidationException");
            assertThat(kind(CallResult.of(local, client -> client.getItem(named))))
                    .as(word)
                    .isEqualTo("ValidationException");
        }
        assertThat(words).hasSizeGreaterThan(500);
    }

    private static List<String> words() throws IOException {
        try (var words = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
            return List.of(new String(requireNonNull(words).readAllBytes(), US_ASCII)
                    .strip()
                    .split("\\s+"));
        }
    }

    private void put(String partition, String sort, int bytes) {
        var callResult = assertSameResult(
                "put", client -> client.putItem(RequestFixture.put(with(at(partition, sort), "b", bytes(bytes)))));
        assertThat(callResult).isEqualTo(new CallResult.WriteResult());
    }

    private static TransactWriteItem putIfAbsentOfSize(String partition, String sort, int bytes) {
        return transactPut(put -> put.item(with(at(partition, sort), "b", bytes(bytes)))
                .conditionExpression(IF_ABSENT)
                .returnValuesOnConditionCheckFailure("ALL_OLD"));
    }

    private CallResult assertSameResult(String what, Function<DynamoDbClient, DynamoDbResponse> call) {
        var expected = CallResult.of(local, call);
        var callResult = CallResult.of(memory, call);
        assertThat(callResult).as(what).isEqualTo(expected);
        return callResult;
    }

    private static String kind(CallResult callResult) {
        return callResult instanceof CallResult.ErrorResult error
                ? error.code()
                : callResult.getClass().getSimpleName();
    }
}
