package credits.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.ledger.Connection;
import credits.local.template.Function;
import credits.local.template.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// What a role does not allow fails here as it would in AWS: one change of the deployed template for each way in
/// which a policy can say less, and then a real call.
class EnforcementTest {
    private static final String DEBIT = "DebitRole";
    private static final String WEBHOOK = "WebhookRole";

    @TempDir
    private Path folder;

    private @Nullable RunningSystem started;

    @AfterEach
    void stop() {
        if (started != null) started.close();
    }

    @Test
    void what_the_deployed_roles_allow_goes_through_and_nothing_else() {
        start(new EditedTemplate());
        var debit = database("Debit");

        assertThat(put(debit, "O#org_acme")).isEmpty();
        assertThat(put(debit, "P#org_acme")).contains(notAllowed("dynamodb:PutItem"));
        assertThat(refusal(() -> debit.scan(scan -> scan.tableName(table()))))
                .contains("dynamodb:Scan")
                .contains("with an explicit deny in an identity-based policy");
        assertThat(refusal(() ->
                        debit.updateItem(update -> update.tableName(table()).key(key("O#org_acme")))))
                .contains("dynamodb:UpdateItem")
                .contains("with an explicit deny");
        assertThat(refusal(() -> debit.query(query -> query.tableName(table())
                        .keyConditionExpression("#key = :key")
                        .expressionAttributeNames(Map.of("#key", "p"))
                        .expressionAttributeValues(Map.of(":key", AttributeValue.fromS("INVOICES"))))))
                .contains("dynamodb:Query");
        assertThat(refusal(() -> debit.listTables())).contains("The local run does not know dynamodb:ListTables");
    }

    @Test
    void without_the_action_a_member_cannot_save_limits_and_nothing_is_written() {
        start(template().statements("LimitsRole", allowing("dynamodb:PutItem"), EnforcementTest::withoutPuts));
        var customer = system().stranger();

        var answer = customer.putLimits(
                Map.of("If-Match", "*", "Content-Type", "application/json"),
                "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"10.00\"}");

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(system().printed()).contains("because no identity-based policy allows the dynamodb:PutItem action");
        assertThat(customer.read("/v1/limits").path("allowed_limit").isNull()).isTrue();
    }

    @Test
    void a_statement_about_another_resource_allows_nothing() {
        start(template()
                .statements(
                        DEBIT,
                        allowing("dynamodb:PutItem"),
                        put -> put.put("Resource", "arn:aws:dynamodb:*:*:table/Other"))
                .statements(DEBIT, allowing("sqs:SendMessage"), send -> send.put("Resource", "arn:aws:sqs:*:*:Other")));

        assertThat(put(database("Debit"), "O#org_acme")).contains(notAllowed("dynamodb:PutItem"));
        try (var queues = Connection.configured(SqsClient.builder(), environment("Debit"), "AWS_ENDPOINT_URL_SQS")
                .build()) {
            var invalid = environment("Debit").get("INVALID_USAGE_QUEUE_URL");
            var refused = catchThrowableOfType(
                    SqsException.class,
                    () -> queues.sendMessage(
                            send -> send.queueUrl(invalid).messageGroupId("g").messageBody("b")));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(refused.getMessage())
                    .contains("is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs");
        }
    }

    @Test
    void other_leading_keys_close_the_items_behind_the_old_ones() {
        start(template().statements(DEBIT, allowing("dynamodb:PutItem"), put -> keys(put, "X#*")));

        assertThat(put(database("Debit"), "O#org_acme")).contains(notAllowed("dynamodb:PutItem"));
        assertThat(put(database("Debit"), "X#org_acme")).isEmpty();
    }

    @Test
    void an_added_deny_wins_over_what_is_allowed() {
        start(template()
                .statement(
                        DEBIT,
                        statement -> statement
                                .put("Effect", "Deny")
                                .put("Action", "dynamodb:PutItem")
                                .put("Resource", "*")));

        assertThat(put(database("Debit"), "O#org_acme"))
                .contains("dynamodb:PutItem")
                .contains("with an explicit deny in an identity-based policy");
    }

    @Test
    void a_chain_is_written_in_transactions_alone_until_the_condition_is_gone() {
        start(template());
        assertThat(put(database("Webhook"), "O#org_acme")).contains(notAllowed("dynamodb:PutItem"));
        assertThat(putInTransaction(database("Webhook"), "O#org_acme")).isEmpty();
        assertThat(putInTransaction(database("Webhook"), "PRICES")).contains(notAllowed("dynamodb:PutItem"));
        system().close();

        start(template().statements(WEBHOOK, EnforcementTest::isInTransactions, EnforcementTest::anywhere));

        assertThat(put(database("Webhook"), "O#org_acme")).isEmpty();
    }

    @Test
    void a_condition_that_is_not_known_stops_the_start_and_says_where_it_stands() throws IOException {
        var unknown = template()
                .statements(
                        DEBIT,
                        allowing("dynamodb:PutItem"),
                        put -> put.putObject("Condition")
                                .putObject("NumericLessThan")
                                .put("s3:max-keys", "10"))
                .in(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(unknown))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("DebitRoleDefaultPolicy")
                .hasMessageContaining("statement ")
                .hasMessageContaining("of DebitFunction")
                .hasMessageContaining("condition operator NumericLessThan is not understood");
    }

    @Test
    void a_mapping_whose_function_may_not_receive_stops_the_start() throws IOException {
        var closed = template()
                .statements(
                        DEBIT, allowing("sqs:ReceiveMessage"), receive -> receive.put("Action", "sqs:DeleteMessage"))
                .in(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(closed))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not authorized to perform: sqs:ReceiveMessage");
    }

    @Test
    void a_pipe_whose_role_may_not_put_events_stops_the_start() throws IOException {
        var closed = template()
                .statements(
                        "EventsStreamRole", allowing("events:PutEvents"), put -> put.put("Action", "events:ListRules"))
                .in(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(closed))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not authorized to perform: events:PutEvents");
    }

    @Test
    void a_route_whose_function_does_not_let_itself_be_invoked_answers_500() {
        start(template().resources("AWS::Lambda::Permission", permission -> {
            if (permission.toString().contains("/v1/limits"))
                permission.withObject("/Properties").put("Principal", "events.amazonaws.com");
        }));

        var answer = system().stranger().get("/v1/limits");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(system().stranger().get("/v1/prices").statusCode()).isEqualTo(200);
    }

    @Test
    void an_event_whose_queue_does_not_let_the_rule_in_is_not_delivered() {
        start(template()
                .resources(
                        "AWS::SQS::QueuePolicy",
                        policy -> policy.withArray("/Properties/PolicyDocument/Statement")
                                .forEach(statement -> {
                                    if (statement.path("Effect").asText().equals("Allow"))
                                        ((ObjectNode) statement)
                                                .withObject("/Principal")
                                                .put("Service", "sns.amazonaws.com");
                                })));
        var customer = system().customer("100.00");

        customer.limits("1.00", "2.00");
        customer.send(customer.report().line("query.report", "10"));

        system().await(
                        "the bus to be refused",
                        () -> system().printed().contains("does not permit events.amazonaws.com"));
        assertThat(system().local().mailbox().taken()).isEmpty();
    }

    private static EditedTemplate template() {
        return new EditedTemplate();
    }

    private void start(EditedTemplate template) {
        try {
            started = RunningSystem.startWith(template.in(folder));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private RunningSystem system() {
        return requireNonNull(started);
    }

    private String table() {
        return requireNonNull(environment("Debit").get("TABLE_NAME"));
    }

    private Map<String, String> environment(String function) {
        return system().local().functions().environment(definition(function));
    }

    private Function definition(String function) {
        var template = system().local().template();
        return Stream.concat(
                        template.mappings().stream().map(mapping -> mapping.function()),
                        template.routes().stream().map(route -> route.function()))
                .filter(each -> each.name().startsWith(function + "Function"))
                .findFirst()
                .orElseThrow();
    }

    private DynamoDbClient database(String function) {
        return Connection.dynamo(environment(function));
    }

    /// What DynamoDB says; empty when it is done.
    private String put(DynamoDbClient database, String partition) {
        return refusal(() -> database.putItem(put -> put.tableName(table()).item(key(partition))));
    }

    private String putInTransaction(DynamoDbClient database, String partition) {
        var put = TransactWriteItem.builder()
                .put(item -> item.tableName(table()).item(key(partition)))
                .build();
        return refusal(() -> database.transactWriteItems(transaction -> transaction.transactItems(List.of(put))));
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
            return "";
        } catch (DynamoDbException refused) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.awsErrorDetails().errorCode())
                    .isIn("AccessDeniedException", "UnknownOperationException");
            return String.valueOf(refused.getMessage());
        }
    }

    private static String notAllowed(String action) {
        return "because no identity-based policy allows the " + action + " action";
    }

    private static Map<String, AttributeValue> key(String partition) {
        return Map.of("p", AttributeValue.fromS(partition), "s", AttributeValue.fromS("TEST"));
    }

    private static Predicate<JsonNode> allowing(String action) {
        return statement -> statement.path("Effect").asText().equals("Allow")
                && statement.path("Action").toString().contains("\"" + action + "\"");
    }

    private static boolean isInTransactions(JsonNode statement) {
        return statement.toString().contains("dynamodb:EnclosingOperation");
    }

    private static void anywhere(ObjectNode statement) {
        statement.withObject("/Condition").remove("StringEquals");
    }

    private static void withoutPuts(ObjectNode statement) {
        var actions =
                statement.path("Action").valueStream().map(JsonNode::asText).toList();
        var rest = statement.putArray("Action");
        actions.stream().filter(action -> !action.equals("dynamodb:PutItem")).forEach(rest::add);
    }

    private static void keys(ObjectNode statement, String pattern) {
        statement
                .withObject("/Condition/ForAllValues:StringLike")
                .putArray("dynamodb:LeadingKeys")
                .add(pattern);
    }
}
