package credits.local.aws.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

class TableRoleCheckTest {
    private final List<String> calls = new ArrayList<>();
    private final DynamoDbClient dynamo = TableRoleCheck.of(new RecordingTable());

    @Test
    void a_function_may_do_what_its_role_allows_and_nothing_else() {
        ActingFunction.run("DebitFunction", () -> put("O#acme", "L#000000000000"));

        assertThatThrownBy(() -> ActingFunction.run("DebitFunction", () -> put("P#acme", "PROFILE")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DebitFunction is not authorized to perform: dynamodb:PutItem")
                .hasMessageContaining("P#acme");
        assertThat(calls).containsExactly("put");
    }

    @Test
    void a_test_may_do_anything() {
        put("P#acme", "PROFILE");

        assertThat(calls).containsExactly("put");
    }

    @Test
    void a_segment_of_a_role_that_needs_a_transaction_is_put_in_one() {
        ActingFunction.run("CheckoutFunction", () -> putInTransaction("O#acme"));

        assertThatThrownBy(() -> ActingFunction.run("CheckoutFunction", () -> put("O#acme", "L#000000000000")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ActingFunction.run("CheckoutFunction", () -> putInTransaction("INVOICES")))
                .isInstanceOf(AssertionError.class);
        assertThat(calls).containsExactly("transaction");
    }

    /// The one put that may be refused without consequences, so it is refused as AWS does.
    @Test
    void a_page_of_the_id_index_is_refused_by_an_exception_of_dynamodb() {
        ActingFunction.run("DebitFunction", () -> put("O#acme", "D#000000000000"));

        assertThatThrownBy(() -> ActingFunction.run("CheckoutFunction", () -> put("O#acme", "D#000000000000")))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        denied ->
                                assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
        assertThat(calls).containsExactly("put");
    }

    @Test
    void a_query_is_allowed_by_the_partition_that_it_reads() {
        ActingFunction.run(
                "NotifyFunction",
                () -> assertThatThrownBy(() -> query("P#acme"))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("dynamodb:Query"));
        ActingFunction.run("ReconcileFunction", () -> query("ORGS#0"));

        assertThat(calls).containsExactly("query");
    }

    @Test
    void a_denial_overrides_what_is_allowed() {
        assertThatThrownBy(
                        () -> ActingFunction.run("DebitFunction", () -> dynamo.scan(scan -> scan.tableName("credits"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dynamodb:Scan");
    }

    @Test
    void the_threads_of_a_function_have_its_role_and_it_ends_with_the_call() throws Exception {
        var denied = new AtomicReference<Throwable>();

        ActingFunction.run("DebitFunction", () -> {
            try {
                Thread.ofVirtual()
                        .uncaughtExceptionHandler((_, thrown) -> denied.set(thrown))
                        .start(() -> put("P#acme", "PROFILE"))
                        .join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(denied.get()).isInstanceOf(AssertionError.class);
        assertThatCode(() -> put("P#acme", "PROFILE")).doesNotThrowAnyException();
    }

    @Test
    void every_line_of_the_approved_list_is_a_statement() {
        for (var function : ApprovedPermissions.byFunction().keySet())
            assertThatCode(() -> ActingFunction.run(function, () -> {})).doesNotThrowAnyException();
    }

    private void put(String partition, String sort) {
        var _ = dynamo.putItem(put -> put.tableName("credits").item(item(partition, sort)));
    }

    private void putInTransaction(String partition) {
        var put = TransactWriteItem.builder()
                .put(item -> item.tableName("credits").item(item(partition, "L#000000000000")))
                .build();
        var _ = dynamo.transactWriteItems(transaction -> transaction.transactItems(put));
    }

    private void query(String partition) {
        var _ = dynamo.query(query -> query.tableName("credits")
                .keyConditionExpression("s > :from AND #p = :p")
                .expressionAttributeNames(Map.of("#p", "p"))
                .expressionAttributeValues(
                        Map.of(":p", AttributeValue.fromS(partition), ":from", AttributeValue.fromS(""))));
    }

    private static Map<String, AttributeValue> item(String partition, String sort) {
        return Map.of("p", AttributeValue.fromS(partition), "s", AttributeValue.fromS(sort));
    }

    private final class RecordingTable implements DynamoDbClient {
        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            calls.add("put");
            return PutItemResponse.builder().build();
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            calls.add("query");
            return QueryResponse.builder().build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            calls.add("transaction");
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
