package credits.simulation.store;

import static credits.simulation.store.RequestFixture.IF_ABSENT;
import static credits.simulation.store.RequestFixture.TABLE;
import static credits.simulation.store.RequestFixture.at;
import static credits.simulation.store.RequestFixture.bytes;
import static credits.simulation.store.RequestFixture.get;
import static credits.simulation.store.RequestFixture.number;
import static credits.simulation.store.RequestFixture.put;
import static credits.simulation.store.RequestFixture.putIfAbsent;
import static credits.simulation.store.RequestFixture.query;
import static credits.simulation.store.RequestFixture.text;
import static credits.simulation.store.RequestFixture.transactPut;
import static credits.simulation.store.RequestFixture.transactUpdate;
import static credits.simulation.store.RequestFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class InMemoryStoreTest {
    private static final Map<String, AttributeValue> SEGMENT = at("O#acme", "L#000000000000");

    private final InMemoryStore store = new InMemoryStore(TABLE);

    @Test
    void a_segment_is_written_once_and_only_if_nothing_is_there() {
        var _ = store.putItem(putIfAbsent(SEGMENT));

        assertThatThrownBy(() -> store.putItem(put(SEGMENT))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.updateItem(update("SET a = :x").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("L#");
        assertThatThrownBy(() ->
                        store.transactWriteItems(write -> write.transactItems(transactPut(put -> put.item(SEGMENT)))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.transactWriteItems(write -> write.transactItems(
                        transactUpdate(update -> update.key(SEGMENT).updateExpression("REMOVE a")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.history()).containsExactly(SEGMENT);
    }

    @Test
    void an_id_index_page_is_not_a_segment() {
        var page = at("O#acme", "D#000000000000");

        var _ = store.putItem(put(page));

        assertThat(store.history()).containsExactly(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD n :x", "SET a = :x ADD n :x", "add n :x"})
    void ADD_is_banned(String change) {
        var request = update(change).key(at("P", "1")).build();

        assertThatThrownBy(() -> store.updateItem(request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ADD is banned");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET n = n + :x",
                "SET n = if_not_exists(n, :x)",
                "SET a.b = :x",
                "SET l[0] = :x",
                "DELETE n :x",
                "SET n = :x,",
                "SET",
            })
    void an_unsupported_update_expression_is_rejected(String change) {
        var request = update(change).key(at("P", "1")).build();

        assertThatThrownBy(() -> store.updateItem(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("UpdateExpression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n > :x",
                "n <> :x",
                "NOT n = :x",
                "begins_with(n, :x)",
                "size(n) = :x",
                "n = :x AND",
                "n = m",
                "(n = :x",
                "((n = :x))",
                "n BETWEEN :x AND :x",
            })
    void an_unsupported_condition_is_rejected(String condition) {
        var request = update("SET n = :x").key(at("P", "1")).conditionExpression(condition);

        assertThatThrownBy(() -> store.updateItem(request.build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ConditionExpression");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT n = :x", "size(n) = :x", "begins_with(n, :x)"})
    void a_put_with_an_unsupported_condition_is_rejected(String condition) {
        var request = put(at("P", "1"))
                .copy(put -> put.conditionExpression(condition).expressionAttributeValues(Map.of(":x", text("x"))));

        assertThatThrownBy(() -> store.putItem(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ConditionExpression");
    }

    @Test
    void a_put_that_requires_an_existing_item_writes_nothing_if_there_is_none() {
        var request = put(at("P", "1")).copy(put -> put.conditionExpression("attribute_exists(p)"));

        assertThatThrownBy(() -> store.putItem(request)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(store.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"p = :p AND s = :p", "s = :p", "p > :p", "p = :p OR s > :p", "p = :p AND s > :p AND s < :p"})
    void an_unsupported_key_condition_is_rejected(String condition) {
        var request = query(condition, Map.of(":p", text("P")));

        assertThatThrownBy(() -> store.query(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("KeyConditionExpression");
    }

    @Test
    void an_unsupported_parameter_is_rejected_by_name() {
        refusedPut("ReturnValues", put -> put.returnValues("ALL_OLD"));
        refusedPut("ReturnConsumedCapacity", put -> put.returnConsumedCapacity("TOTAL"));
        refusedPut("ConditionalOperator", put -> put.conditionalOperator("AND"));
        refusedQuery("FilterExpression", query -> query.filterExpression("a = :p"));
        refusedQuery("IndexName", query -> query.indexName("by-name"));
        refusedQuery("Select", query -> query.select("COUNT"));
        assertThatThrownBy(() -> store.getItem(get(at("P", "1")).copy(get -> get.attributesToGet("a"))))
                .hasMessageContaining("AttributesToGet");
        assertThatThrownBy(() -> store.transactWriteItems(write ->
                        write.clientRequestToken("token").transactItems(transactPut(put -> put.item(at("P", "1"))))))
                .hasMessageContaining("ClientRequestToken");
        var deleting = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(TABLE).key(at("P", "1")))
                .build();
        assertThatThrownBy(() -> store.transactWriteItems(write -> write.transactItems(deleting)))
                .hasMessageContaining("Delete");
    }

    @Test
    void an_unsupported_call_is_rejected() {
        assertThatThrownBy(() -> store.scan(scan -> scan.tableName(TABLE)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> store.deleteItem(delete -> delete.tableName(TABLE).key(SEGMENT)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_key_with_a_lone_surrogate_is_rejected() {
        var request = put(at("P", "\uD83D"));

        assertThatThrownBy(() -> store.putItem(request)).isInstanceOf(UnsupportedOperationException.class);
    }

    /// U+FFFD is below an emoji in UTF-8, the order of DynamoDB, and above it in UTF-16.
    @Test
    void the_rest_of_an_empty_partition_may_begin_at_any_key() {
        var range = query("p = :p AND s <= :to", Map.of(":p", text("NONE"), ":to", text("\uD83D\uDE00")));

        var page = store.query(range.copy(next -> next.exclusiveStartKey(at("NONE", "\uFFFD"))));

        assertThat(page.items()).isEmpty();
    }

    @Test
    void an_eventually_consistent_read_sees_every_past_state_and_a_consistent_one_none() {
        for (int i = 0; i < 3; i++) {
            var _ = store.putItem(put(with(at("P", "1"), "n", number(i))));
            var _ = store.putItem(put(at("Q", Integer.toString(i))));
        }
        var stale = get(at("P", "1")).copy(get -> get.consistentRead(false));
        var staleQuery = query("Q").copy(query -> query.consistentRead(false));

        assertThat(store.getItem(stale, 0).hasItem()).isFalse();
        assertThat(store.getItem(stale, 2).item()).containsEntry("n", number(0));
        assertThat(store.getItem(stale, 3).item()).containsEntry("n", number(1));
        assertThat(store.getItem(get(at("P", "1")), 0).item()).containsEntry("n", number(2));
        assertThat(store.query(staleQuery, 3).count()).isEqualTo(1);
        assertThat(store.query(query("Q"), 0).count()).isEqualTo(3);
    }

    @Test
    void the_history_has_every_write_in_commit_order_and_no_failed_ones() {
        var _ = store.putItem(put(at("P", "2")));
        var _ = store.transactWriteItems(write -> write.transactItems(
                transactPut(put -> put.item(at("P", "3"))), transactPut(put -> put.item(at("P", "1")))));
        assertThatThrownBy(() -> store.putItem(putIfAbsent(at("P", "1")))).isInstanceOf(RuntimeException.class);

        var history = store.history();

        assertThat(history).containsExactly(at("P", "2"), at("P", "3"), at("P", "1"));
    }

    @ParameterizedTest
    @CsvSource({"1024, 1, 1", "1025, 2, 1", "4096, 4, 1", "4097, 5, 2"})
    void requests_are_metered_by_the_size_of_items(int bytes, long writeUnits, double readUnits) {
        int overhead = ItemSize.of(with(at("P", "1"), "b", bytes(0)));
        var _ = store.putItem(put(with(at("P", "1"), "b", bytes(bytes - overhead))));
        var _ = store.getItem(get(at("P", "1")));
        var _ = store.query(query("P").copy(query -> query.consistentRead(false)));

        var consumed = store.capacityUsage();

        assertThat(consumed)
                .containsEntry(StoreOperation.PUT, new CapacityUsage(1, writeUnits, 0))
                .containsEntry(StoreOperation.GET, new CapacityUsage(1, 0, readUnits))
                .containsEntry(StoreOperation.QUERY, new CapacityUsage(1, 0, readUnits / 2));
    }

    @Test
    void a_transaction_costs_twice_and_a_failed_condition_costs_too() {
        var transaction = transactPut(put -> put.item(at("P", "1")).conditionExpression(IF_ABSENT));
        var _ = store.transactWriteItems(write -> write.transactItems(transaction));
        assertThatThrownBy(() -> store.transactWriteItems(write -> write.transactItems(transaction)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> store.putItem(putIfAbsent(at("P", "1")))).isInstanceOf(RuntimeException.class);

        var consumed = store.capacityUsage();

        assertThat(consumed)
                .containsEntry(StoreOperation.TRANSACTION, new CapacityUsage(2, 4, 0))
                .containsEntry(StoreOperation.PUT, new CapacityUsage(1, 1, 0));
    }

    private void refusedPut(String parameter, Consumer<PutItemRequest.Builder> change) {
        assertThatThrownBy(() -> store.putItem(put(at("P", "1")).copy(change)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(parameter);
    }

    private void refusedQuery(String parameter, Consumer<QueryRequest.Builder> change) {
        assertThatThrownBy(() -> store.query(query("P").copy(change)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(parameter);
    }

    private static UpdateItemRequest.Builder update(String change) {
        return UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(SEGMENT)
                .updateExpression(change)
                .expressionAttributeValues(Map.of(":x", text("x")));
    }
}
