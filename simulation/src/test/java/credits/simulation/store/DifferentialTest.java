package credits.simulation.store;

import static credits.simulation.store.Requests.IF_ABSENT;
import static credits.simulation.store.Requests.TABLE;
import static credits.simulation.store.Requests.at;
import static credits.simulation.store.Requests.bytes;
import static credits.simulation.store.Requests.get;
import static credits.simulation.store.Requests.putting;
import static credits.simulation.store.Requests.query;
import static credits.simulation.store.Requests.text;
import static credits.simulation.store.Requests.updating;
import static credits.simulation.store.Requests.with;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.simulation.Chooser;
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
class DifferentialTest {
    private static final int CALLS = Sample.FULL ? 5_000 : 2_000;

    private final DynamoDbClient local = Requests.dynamoDbLocal();
    private final DynamoDbClient memory = new MemoryStore(TABLE);

    @Test
    void the_stand_in_answers_every_call_as_DynamoDB_Local_does() {
        long seed = Sample.seed();
        System.out.println("differential test: seed " + seed);
        var calls = new RandomCalls(Chooser.seeded(seed));
        var kinds = new HashMap<String, Integer>();
        var differences = new ArrayList<String>();

        for (int i = 0; i < CALLS; i++) {
            var call = calls.next();
            var expected = Answer.of(local, call.call());
            var answer = Answer.of(memory, call.call());
            if (!answer.equals(expected))
                differences.add(call.request() + "\n returned " + answer + "\n expected " + expected);
            var _ = kinds.merge(kind(expected), 1, Integer::sum);
        }

        System.out.println("differential test: " + CALLS + " calls, " + kinds);
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(kinds.keySet())
                .contains("Item", "Page", "Done")
                .contains("ValidationException", "ConditionalCheckFailedException", "TransactionCanceledException");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void a_page_ends_with_the_item_that_fills_a_megabyte(int beyond) {
        int quarter = 1024 * 1024 / 4 - ItemSize.of(with(at("BIG", "0"), "b", bytes(0)));
        for (var sort : List.of("0", "1", "2")) put("BIG", sort, quarter);
        put("BIG", "3", quarter + beyond);
        put("BIG", "4", 10);

        var forward = same("forward", client -> client.query(query("BIG")));
        var backward =
                same("backward", client -> client.query(query("BIG").copy(back -> back.scanIndexForward(false))));

        assertThat(((Answer.Page) forward).count()).isEqualTo(beyond < 0 ? 5 : 4);
        assertThat(((Answer.Page) backward).count()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void an_item_is_refused_above_400_KB_put_or_updated(int beyond) {
        int rest = ItemSize.GREATEST - ItemSize.of(with(at("P", "1"), "b", bytes(0))) + beyond;

        var put = same("put", client -> client.putItem(Requests.put(with(at("P", "1"), "b", bytes(rest)))));
        var update = same(
                "update",
                client -> client.updateItem(set -> set.tableName(TABLE)
                        .key(at("P", "2"))
                        .updateExpression("SET b = :b")
                        .expressionAttributeValues(Map.of(":b", bytes(rest)))));

        assertThat(put instanceof Answer.Failure).isEqualTo(beyond > 0);
        assertThat(update instanceof Answer.Failure).isEqualTo(beyond > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void a_transaction_is_refused_above_4_MB(int beyond) {
        // DynamoDB Local counts the expressions too.
        int overhead = ItemSize.of(with(at("T", "00"), "b", bytes(0))) + IF_ABSENT.length();
        int sixteenth = 4 * 1024 * 1024 / 16 - overhead;
        var actions = new ArrayList<TransactWriteItem>();
        for (int i = 10; i < 26; i++)
            actions.add(absent("T", Integer.toString(i), i == 10 ? sixteenth + beyond : sixteenth));

        var answer = same("transaction", client -> client.transactWriteItems(write -> write.transactItems(actions)));

        assertThat(answer instanceof Answer.Failure).isEqualTo(beyond > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101})
    void a_transaction_has_1_to_100_actions(int count) {
        var actions = new ArrayList<TransactWriteItem>();
        for (int i = 0; i < count; i++) actions.add(absent("T", "s" + i, 1));

        var answer = same("transaction", client -> client.transactWriteItems(write -> write.transactItems(actions)));

        assertThat(answer instanceof Answer.Done).isEqualTo(count == 1 || count == 100);
    }

    @Test
    void mixed_reasons_of_a_cancelled_transaction_keep_their_order_and_items() {
        put("T", "taken", 3);

        var answer = same(
                "transaction",
                client -> client.transactWriteItems(write -> write.transactItems(
                        absent("T", "free", 1),
                        absent("T", "taken", 1),
                        putting(put -> put.item(at("T", "any"))),
                        updating(update -> update.key(at("T", "missing"))
                                .updateExpression("REMOVE a")
                                .conditionExpression("attribute_exists(p)")))));

        assertThat(((Answer.Failure) answer).reasons())
                .extracting(Answer.Reason::code)
                .containsExactly("None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed");
        assertThat(((Answer.Failure) answer).reasons().get(1).item()).containsKey("b");
        assertThat(same("nothing written", client -> client.getItem(get(at("T", "free")))))
                .isEqualTo(new Answer.Item(false, Map.of()));
    }

    @Test
    void two_writes_of_one_item_in_a_transaction_are_refused() {
        var one = putting(put -> put.item(at("T", "1")));
        var other = updating(update -> update.key(at("T", "1")).updateExpression("REMOVE a"));

        var answer = same("transaction", client -> client.transactWriteItems(write -> write.transactItems(one, other)));

        assertThat(kind(answer)).isEqualTo("ValidationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET p = :x", "SET s = :x", "REMOVE s SET a = :x"})
    void the_key_of_an_item_cannot_be_updated(String change) {
        var values = Map.of(":x", text("x"));

        var alone = same(
                "update",
                client -> client.updateItem(update -> update.tableName(TABLE)
                        .key(at("T", "1"))
                        .updateExpression(change)
                        .expressionAttributeValues(values)));
        var together = same(
                "transaction",
                client -> client.transactWriteItems(write -> write.transactItems(updating(update ->
                        update.key(at("T", "1")).updateExpression(change).expressionAttributeValues(values)))));

        assertThat(kind(alone)).isEqualTo("ValidationException");
        assertThat(kind(together)).isEqualTo("TransactionCanceledException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.50", "007", "-0", "100", "-0012.3400"})
    void a_number_is_kept_in_its_shortest_form(String number) {
        var _ = same(
                "put", client -> client.putItem(Requests.put(with(at("N", "1"), "n", AttributeValue.fromN(number)))));

        var answer = same("get", client -> client.getItem(get(at("N", "1"))));

        assertThat(((Answer.Item) answer).isThere()).isTrue();
    }

    @Test
    void every_reserved_word_is_refused_as_a_name() throws IOException {
        var words = words();

        // DynamoDB Local reports some of these as syntax errors, with other words.
        for (var word : words) {
            var named = get(at("P", "1")).copy(get -> get.projectionExpression(word));
            assertThat(kind(Answer.of(memory, client -> client.getItem(named))))
                    .as(word)
                    .isEqualTo("ValidationException");
            assertThat(kind(Answer.of(local, client -> client.getItem(named))))
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
        var answer = same("put", client -> client.putItem(Requests.put(with(at(partition, sort), "b", bytes(bytes)))));
        assertThat(answer).isEqualTo(new Answer.Done());
    }

    private static TransactWriteItem absent(String partition, String sort, int bytes) {
        return putting(put -> put.item(with(at(partition, sort), "b", bytes(bytes)))
                .conditionExpression(IF_ABSENT)
                .returnValuesOnConditionCheckFailure("ALL_OLD"));
    }

    private Answer same(String what, Function<DynamoDbClient, DynamoDbResponse> call) {
        var expected = Answer.of(local, call);
        var answer = Answer.of(memory, call);
        assertThat(answer).as(what).isEqualTo(expected);
        return answer;
    }

    private static String kind(Answer answer) {
        return answer instanceof Answer.Failure error
                ? error.code()
                : answer.getClass().getSimpleName();
    }
}
