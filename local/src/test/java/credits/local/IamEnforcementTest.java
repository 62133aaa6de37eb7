package credits.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.aws.AwsClients;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.UnsupportedTemplateException;
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

/// A call that a role does not allow fails in the local run as in AWS. For each way in which a policy can allow
/// less, the deployed template is changed once and a real call is made.
class IamEnforcementTest {
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
    void only_what_the_deployed_roles_allow_goes_through() {
        start(new EditedTemplate());
        var debit = database("Debit");

        assertThat(put(debit, "O#org_acme")).isEmpty();
        assertThat(put(debit, "P#org_acme")).contains(noPolicyAllows("dynamodb:PutItem"));
        assertThat(denialOf(() -> debit.scan(scan -> scan.tableName(table()))))
                .contains("dynamodb:Scan")
                .contains("with an explicit deny in an identity-based policy");
        assertThat(denialOf(() ->
                        debit.updateItem(update -> update.tableName(table()).key(itemKey("O#org_acme")))))
                .contains("dynamodb:UpdateItem")
                .contains("with an explicit deny");
        assertThat(denialOf(() -> debit.query(query -> query.tableName(table())
                        .keyConditionExpression("#key = :key")
                        .expressionAttributeNames(Map.of("#key", "p"))
                        .expressionAttributeValues(Map.of(":key", AttributeValue.fromS("INVOICES"))))))
                .contains("dynamodb:Query");
        assertThat(denialOf(() -> debit.listTables())).contains("The local run does not support dynamodb:ListTables");
    }

    @Test
    void without_the_PutItem_action_limits_cannot_be_saved_and_nothing_is_written() {
        start(template().editStatements("LimitsRole", allows("dynamodb:PutItem"), IamEnforcementTest::withoutPuts));
        var customer = system().newOrganisation();

        var response = customer.putLimits(
                Map.of("If-Match", "*", "Content-Type", "application/json"),
                "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"10.00\"}");

        assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(system().consoleOutput())
                .contains("because no identity-based policy allows the dynamodb:PutItem action");
        assertThat(customer.read("/v1/limits").path("allowed_limit").isNull()).isTrue();
    }

    @Test
    void a_statement_about_another_resource_allows_nothing() {
        start(template()
                .editStatements(
                        DEBIT,
                        allows("dynamodb:PutItem"),
                        put -> put.put("Resource", "arn:aws:dynamodb:*:*:table/Other"))
                .editStatements(
                        DEBIT, allows("sqs:SendMessage"), send -> send.put("Resource", "arn:aws:sqs:*:*:Other")));

        assertThat(put(database("Debit"), "O#org_acme")).contains(noPolicyAllows("dynamodb:PutItem"));
        try (var queues = AwsClients.configure(SqsClient.builder(), environment("Debit"), "AWS_ENDPOINT_URL_SQS")
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
    void changed_leading_keys_deny_access_to_the_old_items() {
        start(template().editStatements(DEBIT, allows("dynamodb:PutItem"), put -> setLeadingKeys(put, "X#*")));

        assertThat(put(database("Debit"), "O#org_acme")).contains(noPolicyAllows("dynamodb:PutItem"));
        assertThat(put(database("Debit"), "X#org_acme")).isEmpty();
    }

    @Test
    void an_added_deny_overrides_an_allow() {
        start(template()
                .addStatement(
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
    void a_chain_can_only_be_written_in_transactions_unless_the_condition_is_removed() {
        start(template());
        assertThat(put(database("Webhook"), "O#org_acme")).contains(noPolicyAllows("dynamodb:PutItem"));
        assertThat(putInTransaction(database("Webhook"), "O#org_acme")).isEmpty();
        assertThat(putInTransaction(database("Webhook"), "PRICES")).contains(noPolicyAllows("dynamodb:PutItem"));
        system().close();

        start(template()
                .editStatements(
                        WEBHOOK,
                        IamEnforcementTest::isInTransactions,
                        IamEnforcementTest::withoutTransactionCondition));

        assertThat(put(database("Webhook"), "O#org_acme")).isEmpty();
    }

    @Test
    void an_unsupported_condition_stops_the_start_and_its_location_is_reported() throws IOException {
        var unknown = template()
                .editStatements(
                        DEBIT,
                        allows("dynamodb:PutItem"),
                        put -> put.putObject("Condition")
                                .putObject("NumericLessThan")
                                .put("s3:max-keys", "10"))
                .writeTo(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(unknown))
                .isInstanceOf(UnsupportedTemplateException.class)
                .hasMessageContaining("DebitRoleDefaultPolicy")
                .hasMessageContaining("statement ")
                .hasMessageContaining("of DebitFunction")
                .hasMessageContaining("condition operator NumericLessThan is not supported");
    }

    @Test
    void an_event_source_mapping_whose_function_may_not_receive_stops_the_start() throws IOException {
        var closed = template()
                .editStatements(
                        DEBIT, allows("sqs:ReceiveMessage"), receive -> receive.put("Action", "sqs:DeleteMessage"))
                .writeTo(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(closed))
                .isInstanceOf(UnsupportedTemplateException.class)
                .hasMessageContaining("is not authorized to perform: sqs:ReceiveMessage");
    }

    @Test
    void a_pipe_whose_role_may_not_put_events_stops_the_start() throws IOException {
        var closed = template()
                .editStatements(
                        "EventsStreamRole", allows("events:PutEvents"), put -> put.put("Action", "events:ListRules"))
                .writeTo(folder);

        assertThatThrownBy(() -> RunningSystem.startWith(closed))
                .isInstanceOf(UnsupportedTemplateException.class)
                .hasMessageContaining("is not authorized to perform: events:PutEvents");
    }

    @Test
    void a_route_whose_function_has_no_permission_for_it_answers_500() {
        start(template().editResources("AWS::Lambda::Permission", permission -> {
            if (permission.toString().contains("/v1/limits"))
                permission.withObject("/Properties").put("Principal", "events.amazonaws.com");
        }));

        var response = system().newOrganisation().get("/v1/limits");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(system().newOrganisation().get("/v1/prices").statusCode()).isEqualTo(200);
    }

    @Test
    void an_event_is_not_delivered_if_the_queue_policy_does_not_allow_the_rule() {
        start(template()
                .editResources(
                        "AWS::SQS::QueuePolicy",
                        policy -> policy.withArray("/Properties/PolicyDocument/Statement")
                                .forEach(statement -> {
                                    if (statement.path("Effect").asText().equals("Allow"))
                                        ((ObjectNode) statement)
                                                .withObject("/Principal")
                                                .put("Service", "sns.amazonaws.com");
                                })));
        var customer = system().customer("100.00");

        customer.setLimits("1.00", "2.00");
        customer.send(customer.report().addLine("query.report", "10"));

        system().await(
                        "the bus to be refused",
                        () -> system().consoleOutput().contains("does not allow events.amazonaws.com"));
        assertThat(system().localSystem().mailService().sentEmails()).isEmpty();
    }

    private static EditedTemplate template() {
        return new EditedTemplate();
    }

    private void start(EditedTemplate template) {
        try {
            started = RunningSystem.startWith(template.writeTo(folder));
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
        return system().localSystem().functions().environmentOf(definition(function));
    }

    private FunctionDefinition definition(String function) {
        var template = system().localSystem().template();
        return Stream.concat(
                        template.mappings().stream().map(mapping -> mapping.function()),
                        template.routes().stream().map(route -> route.function()))
                .filter(each -> each.name().startsWith(function + "Function"))
                .findFirst()
                .orElseThrow();
    }

    private DynamoDbClient database(String function) {
        return AwsClients.dynamoDb(environment(function));
    }

    /// Puts an item and returns DynamoDB's error message, or an empty text if it succeeds.
    private String put(DynamoDbClient database, String partition) {
        return denialOf(() -> database.putItem(put -> put.tableName(table()).item(itemKey(partition))));
    }

    private String putInTransaction(DynamoDbClient database, String partition) {
        var put = TransactWriteItem.builder()
                .put(item -> item.tableName(table()).item(itemKey(partition)))
                .build();
        return denialOf(() -> database.transactWriteItems(transaction -> transaction.transactItems(List.of(put))));
    }

    private static String denialOf(Runnable call) {
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

    private static String noPolicyAllows(String action) {
        return "because no identity-based policy allows the " + action + " action";
    }

    private static Map<String, AttributeValue> itemKey(String partition) {
        return Map.of("p", AttributeValue.fromS(partition), "s", AttributeValue.fromS("TEST"));
    }

    private static Predicate<JsonNode> allows(String action) {
        return statement -> statement.path("Effect").asText().equals("Allow")
                && statement.path("Action").toString().contains("\"" + action + "\"");
    }

    private static boolean isInTransactions(JsonNode statement) {
        return statement.toString().contains("dynamodb:EnclosingOperation");
    }

    private static void withoutTransactionCondition(ObjectNode statement) {
        statement.withObject("/Condition").remove("StringEquals");
    }

    private static void withoutPuts(ObjectNode statement) {
        var actions =
                statement.path("Action").valueStream().map(JsonNode::asText).toList();
        var rest = statement.putArray("Action");
        actions.stream().filter(action -> !action.equals("dynamodb:PutItem")).forEach(rest::add);
    }

    private static void setLeadingKeys(ObjectNode statement, String pattern) {
        statement
                .withObject("/Condition/ForAllValues:StringLike")
                .putArray("dynamodb:LeadingKeys")
                .add(pattern);
    }
}
