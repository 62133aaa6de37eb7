package credits.local.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.iam.IamStatement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTemplateTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FOLDER = Path.of("src/test/resources/template");
    private static final LocalAddresses ADDRESSES = new LocalAddresses(
            URI.create("http://localhost:8000"), URI.create("http://localhost:9324"), URI.create("http://localhost:2"));

    @Test
    void a_table_is_read_with_its_keys_and_its_stream() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        assertThat(template.tables())
                .containsExactly(new TableDefinition(
                        "Accounts",
                        List.of(
                                new TableDefinition.KeyAttribute("p", "HASH", "S"),
                                new TableDefinition.KeyAttribute("s", "RANGE", "S")),
                        Optional.of("NEW_IMAGE")));
    }

    @Test
    void pages_of_the_origins_that_the_API_names_may_call_it() {
        assertThat(DeploymentTemplate.read(FOLDER, ADDRESSES).cors())
                .contains(new CorsDefinition(
                        List.of("https://www.example.com"),
                        List.of("GET"),
                        List.of("authorization"),
                        List.of("etag"),
                        3_600));
    }

    @Test
    void a_queue_has_a_local_URL_and_its_redrive_policy_names_the_dead_letter_queue() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        assertThat(template.queues())
                .contains(new QueueDefinition(
                        "Usage.fifo",
                        "http://localhost:9324/000000000000/Usage.fifo",
                        "arn:aws:sqs:eu-central-1:000000000000:Usage.fifo",
                        true,
                        true,
                        60,
                        Optional.of(new QueueDefinition.RedrivePolicy(
                                "arn:aws:sqs:eu-central-1:000000000000:Dead.fifo", 3))));
    }

    @Test
    void references_in_an_environment_resolve_to_local_names_and_addresses_across_stacks() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        var debit = template.mappings().getFirst().function();
        assertThat(debit)
                .isEqualTo(new FunctionDefinition(
                        "Debit",
                        "credits.function.debit.DebitHandler",
                        Map.of(
                                "DEFAULT_TIME_ZONE", "Europe/Rome",
                                "TABLE_NAME", "Accounts",
                                "INVALID_USAGE_QUEUE_URL", "http://localhost:9324/000000000000/Dead.fifo",
                                "USAGE_PRODUCERS", "{}",
                                "ACCOUNTS_OPEN_BY_USE", "true"),
                        Duration.ofSeconds(20),
                        1769,
                        debit.role()));
        assertThat(template.routes().getFirst().function().environment()).containsEntry("ARN", "arn:aws:eu-central-1");
    }

    @Test
    void an_event_source_mapping_connects_a_queue_and_a_function() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        var mapping = template.mappings().getFirst();
        assertThat(mapping.queue().name()).isEqualTo("Usage.fifo");
        assertThat(mapping.batchSize()).isEqualTo(10);
        assertThat(mapping.reportsBatchItemFailures()).isTrue();
        assertThat(template.queueOf("credits.function.debit.DebitHandler")).contains(mapping.queue());
    }

    @Test
    void a_route_resolves_its_function_through_an_alias_and_its_authorizer() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        assertThat(template.routes())
                .extracting(
                        RouteDefinition::method,
                        RouteDefinition::path,
                        route -> route.function().name(),
                        RouteDefinition::authorizerDefinition)
                .containsExactly(
                        tuple(
                                "GET",
                                "/v1/usage/months/{month}",
                                "Read",
                                Optional.of(new RouteDefinition.AuthorizerDefinition(
                                        "https://identity.example.com/",
                                        List.of("credits"),
                                        "Authorization",
                                        List.of("usage")))),
                        tuple("POST", "/v1/stripe/webhook", "Read", Optional.empty()));
    }

    @ParameterizedTest(name = "{0} with {1} = {2}: {3}")
    @CsvSource(textBlock = """
            Accounts  | Properties/GlobalSecondaryIndexes | []          | property GlobalSecondaryIndexes is not supported
            Accounts  | Properties/BillingMode            | PROVISIONED | property BillingMode is PROVISIONED
            Usage     | Properties/DelaySeconds           | 5           | property DelaySeconds is not supported
            Usage     | Properties/VisibilityTimeout      | soon        | property VisibilityTimeout is not a number
            Debit     | Properties/Runtime                | java21      | property Runtime is java21
            Debit     | Properties/Layers                 | []          | property Layers is not supported
            DebitUsage| Properties/FilterCriteria         | {}          | property FilterCriteria is not supported
            DebitUsage| Properties/FunctionName/Ref       | Nobody      | is referenced but does not exist
            DebitUsage| Properties/EventSourceArn         | {"Ref": "Debit"} | EventSourceArn points at Api.Debit
            Debit     | Properties/Environment/Variables/X | {"Fn::Sub": "${Y}"} | unsupported expression
            Debit     | Properties/Environment/Variables/X | {"Ref": "Tokens"} | unsupported expression
            Debit     | Properties/Environment/Variables/X | {"Fn::ImportValue": "credits-dev-data:None"} | 0 stacks have it
            Http      | Properties/CorsConfiguration      | {"AllowCredentials": true} | cookies are not supported
            Http      | Properties/CredentialsArn         | {}          | property CredentialsArn is not supported
            Http      | Properties/ProtocolType           | WEBSOCKET   | property ProtocolType is WEBSOCKET
            Tokens    | Properties/AuthorizerType         | REQUEST     | property AuthorizerType is REQUEST
            Tokens    | Properties/IdentitySource         | ["$request.querystring.token"] | is not supported
            Months    | Properties/AuthorizationType      | AWS_IAM     | authorization type is not supported
            Months    | Properties/RouteKey               | $default    | route key $default is not supported
            MonthsIntegration | Properties/PayloadFormatVersion | 1.0   | property PayloadFormatVersion is 1.0
            HttpDefault | Type                            | AWS::ApiGatewayV2::VpcLink | this resource type is not supported
            DebitRole | Properties/PermissionsBoundary    | arn:aws:iam | property PermissionsBoundary is not supported
            DebitRole | Properties/AssumeRolePolicyDocument/Statement/0/Effect | Deny | lambda.amazonaws.com may not act as DebitRole
            DebitRole | Properties/Policies/0/PolicyDocument/Statement/Principal | * | DebitRole (AWS::IAM::Role), statement 1, of Debit: Principal is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringsLike": {"dynamodb:LeadingKeys": "O#*"}} | DebitPolicy (AWS::IAM::Policy), statement 1, of Debit: condition operator StringsLike is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"ForSome:StringLike": {"dynamodb:LeadingKeys": "O#*"}} | statement 1, of Debit: condition operator ForSome:StringLike is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringEquals": {"dynamodb:Attributes": "p"}} | statement 1, of Debit: condition key dynamodb:Attributes is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringLike": {"dynamodb:LeadingKeys": "O#*"}} | of Debit: StringLike of dynamodb:LeadingKeys without ForAllValues or ForAnyValue is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringEquals": {"aws:SourceArn": "${aws:userid}"}} | of Debit: variable in ${aws:userid} is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/NotAction | dynamodb:Scan | of Debit: NotAction is not supported
            DebitPolicy | Properties/PolicyDocument/Statement/0/Effect | Permit | of Debit: effect Permit is not supported
            DebitUsage| Properties/EventSourceArn         | {"Fn::ImportValue": "credits-dev-data:DeadUrl"} | role DebitRole is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:eu-central-1:000000000000:Dead.fifo
            Debit     | Properties/Role                   | {"Ref": "Debit"} | Role points at Api.Debit
            Nightly   | Properties/ScheduleExpression     | cron(0 0 L * ? *) | ScheduleExpression cron(0 0 L * ? *) is not supported
            Nightly   | Properties/ScheduleExpression     | at(2026-11-23T00:00:00) | is not supported
            Nightly   | Properties/Targets/0/InputPath    | $.x         | target's property InputPath is not supported
            ReadMonths | Properties/EventSourceToken      | t           | property EventSourceToken is not supported
            """, delimiter = '|', quoteCharacter = '\0')
    void an_unsupported_property_is_rejected_by_name(
            String id, String place, String value, String sentence, @TempDir Path folder) throws IOException {
        for (var stack : List.of("Data.template.json", "Api.template.json")) {
            var template = (ObjectNode) JSON.readTree(Files.readString(FOLDER.resolve(stack)));
            if (template.path("Resources").has(id)) set(template, "/Resources/" + id + "/" + place, value);
            Files.writeString(folder.resolve(stack), template.toString());
        }

        assertThatThrownBy(() -> DeploymentTemplate.read(folder, ADDRESSES))
                .isInstanceOf(UnsupportedTemplateException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_role_has_the_statements_of_all_attached_policies() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        var role = template.mappings().getFirst().function().role();
        assertThat(role.name()).isEqualTo("DebitRole");
        assertThat(role.statements())
                .extracting(IamStatement::actions)
                .containsExactlyInAnyOrder(
                        List.of("sqs:ReceiveMessage", "sqs:Delete*", "sqs:GetQueueAttributes"),
                        List.of("dynamodb:PutItem"));
    }

    @Test
    void a_route_is_permitted_only_by_a_Lambda_permission() {
        var template = DeploymentTemplate.read(FOLDER, ADDRESSES);

        assertThat(template.routes()).extracting(RouteDefinition::isPermitted).containsExactly(true, false);
    }

    @Test
    void a_schedule_is_read_with_its_expression_function_and_input() {
        var schedule = DeploymentTemplate.read(FOLDER, ADDRESSES).schedules().getFirst();

        assertThat(schedule.name()).isEqualTo("Nightly");
        assertThat(schedule.function().name()).isEqualTo("Read");
        assertThat(schedule.input()).isEqualTo("{\"task\":\"compare\"}");
        assertThat(schedule.isPermitted()).isFalse();
    }

    @Test
    void a_folder_without_a_template_is_rejected(@TempDir Path folder) {
        assertThatThrownBy(() -> DeploymentTemplate.read(folder, ADDRESSES))
                .isInstanceOf(UnsupportedTemplateException.class)
                .hasMessageContaining("contains no *.template.json");
    }

    private static void set(ObjectNode template, String place, String value) throws IOException {
        var pointer = JsonPointer.compile(place);
        var parent = (ObjectNode) template.at(pointer.head());
        JsonNode node = value.startsWith("{") || value.startsWith("[") ? JSON.readTree(value) : JSON.valueToTree(value);
        var _ = parent.set(pointer.last().getMatchingProperty(), node);
    }
}
