package credits.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.access.Statement;
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

class TemplateTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FOLDER = Path.of("src/test/resources/template");
    private static final Places PLACES = new Places(
            URI.create("http://localhost:8000"), URI.create("http://localhost:9324"), URI.create("http://localhost:2"));

    @Test
    void a_table_has_its_keys_and_its_stream() {
        var template = Template.read(FOLDER, PLACES);

        assertThat(template.tables())
                .containsExactly(new Table(
                        "Accounts",
                        List.of(new Table.Key("p", "HASH", "S"), new Table.Key("s", "RANGE", "S")),
                        Optional.of("NEW_IMAGE")));
    }

    @Test
    void a_queue_has_a_local_address_and_its_redrive_names_another() {
        var template = Template.read(FOLDER, PLACES);

        assertThat(template.queues())
                .contains(new Queue(
                        "Usage.fifo",
                        "http://localhost:9324/000000000000/Usage.fifo",
                        "arn:aws:sqs:eu-central-1:000000000000:Usage.fifo",
                        true,
                        true,
                        60,
                        Optional.of(new Queue.Redrive("arn:aws:sqs:eu-central-1:000000000000:Dead.fifo", 3))));
    }

    @Test
    void references_in_an_environment_become_local_names_and_addresses_across_stacks() {
        var template = Template.read(FOLDER, PLACES);

        var debit = template.mappings().getFirst().function();
        assertThat(debit)
                .isEqualTo(new Function(
                        "Debit",
                        "credits.function.debit.DebitHandler",
                        Map.of(
                                "DEFAULT_TIME_ZONE", "Europe/Rome",
                                "TABLE_NAME", "Accounts",
                                "INVALID_USAGE_QUEUE_URL", "http://localhost:9324/000000000000/Dead.fifo"),
                        Duration.ofSeconds(20),
                        1769,
                        debit.role()));
        assertThat(template.routes().getFirst().function().environment()).containsEntry("ARN", "arn:aws:eu-central-1");
    }

    @Test
    void a_mapping_leads_from_its_queue_to_its_function() {
        var template = Template.read(FOLDER, PLACES);

        var mapping = template.mappings().getFirst();
        assertThat(mapping.queue().name()).isEqualTo("Usage.fifo");
        assertThat(mapping.batchSize()).isEqualTo(10);
        assertThat(mapping.partialBatches()).isTrue();
        assertThat(template.queueOf("credits.function.debit.DebitHandler")).contains(mapping.queue());
    }

    @Test
    void a_route_reaches_its_function_through_an_alias_and_only_some_ask_for_a_token() {
        var template = Template.read(FOLDER, PLACES);

        assertThat(template.routes())
                .extracting(
                        Route::method, Route::path, route -> route.function().name(), Route::authorizer)
                .containsExactly(
                        tuple(
                                "GET",
                                "/v1/usage/months/{month}",
                                "Read",
                                Optional.of(new Route.Authorizer(
                                        "https://identity.example.com/",
                                        List.of("credits"),
                                        "Authorization",
                                        List.of("usage")))),
                        tuple("POST", "/v1/stripe/webhook", "Read", Optional.empty()));
    }

    @ParameterizedTest(name = "{0} with {1} = {2}: {3}")
    @CsvSource(textBlock = """
            Accounts  | Properties/GlobalSecondaryIndexes | []          | property GlobalSecondaryIndexes is not understood
            Accounts  | Properties/BillingMode            | PROVISIONED | property BillingMode is PROVISIONED
            Usage     | Properties/DelaySeconds           | 5           | property DelaySeconds is not understood
            Usage     | Properties/VisibilityTimeout      | soon        | property VisibilityTimeout is not a number
            Debit     | Properties/Runtime                | java21      | property Runtime is java21
            Debit     | Properties/Layers                 | []          | property Layers is not understood
            DebitUsage| Properties/FilterCriteria         | {}          | property FilterCriteria is not understood
            DebitUsage| Properties/FunctionName/Ref       | Nobody      | is referred to and does not exist
            DebitUsage| Properties/EventSourceArn         | {"Ref": "Debit"} | EventSourceArn points at Api.Debit
            Debit     | Properties/Environment/Variables/X | {"Fn::Sub": "${Y}"} | expression is not understood
            Debit     | Properties/Environment/Variables/X | {"Ref": "Tokens"} | expression is not understood
            Debit     | Properties/Environment/Variables/X | {"Fn::GetStackOutput": {"OutputName": "None"}} | 0 stacks give it
            Http      | Properties/CorsConfiguration      | {}          | property CorsConfiguration is not understood
            Http      | Properties/ProtocolType           | WEBSOCKET   | property ProtocolType is WEBSOCKET
            Tokens    | Properties/AuthorizerType         | REQUEST     | property AuthorizerType is REQUEST
            Tokens    | Properties/IdentitySource         | ["$request.querystring.token"] | is not understood
            Months    | Properties/AuthorizationType      | AWS_IAM     | authorization type is not understood
            Months    | Properties/RouteKey               | $default    | route key $default is not understood
            MonthsIntegration | Properties/PayloadFormatVersion | 1.0   | property PayloadFormatVersion is 1.0
            HttpDefault | Type                            | AWS::ApiGatewayV2::VpcLink | this kind is not understood
            DebitRole | Properties/PermissionsBoundary    | arn:aws:iam | property PermissionsBoundary is not understood
            DebitRole | Properties/AssumeRolePolicyDocument/Statement/0/Effect | Deny | lambda.amazonaws.com may not act as DebitRole
            DebitRole | Properties/Policies/0/PolicyDocument/Statement/Principal | * | DebitRole (AWS::IAM::Role), statement 1, of Debit: Principal is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringsLike": {"dynamodb:LeadingKeys": "O#*"}} | DebitPolicy (AWS::IAM::Policy), statement 1, of Debit: condition operator StringsLike is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"ForSome:StringLike": {"dynamodb:LeadingKeys": "O#*"}} | statement 1, of Debit: condition operator ForSome:StringLike is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringEquals": {"dynamodb:Attributes": "p"}} | statement 1, of Debit: condition key dynamodb:Attributes is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringLike": {"dynamodb:LeadingKeys": "O#*"}} | of Debit: StringLike of dynamodb:LeadingKeys without ForAllValues or ForAnyValue is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Condition | {"StringEquals": {"aws:SourceArn": "${aws:userid}"}} | of Debit: variable in ${aws:userid} is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/NotAction | dynamodb:Scan | of Debit: NotAction is not understood
            DebitPolicy | Properties/PolicyDocument/Statement/0/Effect | Permit | of Debit: effect Permit is not understood
            DebitUsage| Properties/EventSourceArn         | {"Fn::GetStackOutput": {"OutputName": "DeadUrl"}} | role DebitRole is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:eu-central-1:000000000000:Dead.fifo
            Debit     | Properties/Role                   | {"Ref": "Debit"} | Role points at Api.Debit
            Nightly   | Properties/ScheduleExpression     | cron(0 0 L * ? *) | ScheduleExpression cron(0 0 L * ? *) is not understood
            Nightly   | Properties/ScheduleExpression     | at(2026-11-23T00:00:00) | is not understood
            Nightly   | Properties/Targets/0/InputPath    | $.x         | target's property InputPath is not understood
            ReadMonths | Properties/EventSourceToken      | t           | property EventSourceToken is not understood
            """, delimiter = '|', quoteCharacter = '\0')
    void what_is_not_understood_is_refused_by_name(
            String id, String place, String value, String sentence, @TempDir Path folder) throws IOException {
        for (var stack : List.of("Data.template.json", "Api.template.json")) {
            var template = (ObjectNode) JSON.readTree(Files.readString(FOLDER.resolve(stack)));
            if (template.path("Resources").has(id)) set(template, "/Resources/" + id + "/" + place, value);
            Files.writeString(folder.resolve(stack), template.toString());
        }

        assertThatThrownBy(() -> Template.read(folder, PLACES))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_role_is_all_policies_that_are_attached_to_it() {
        var template = Template.read(FOLDER, PLACES);

        var role = template.mappings().getFirst().function().role();
        assertThat(role.name()).isEqualTo("DebitRole");
        assertThat(role.statements())
                .extracting(Statement::actions)
                .containsExactlyInAnyOrder(
                        List.of("sqs:ReceiveMessage", "sqs:Delete*", "sqs:GetQueueAttributes"),
                        List.of("dynamodb:PutItem"));
    }

    @Test
    void a_route_may_only_be_invoked_where_a_permission_says_so() {
        var template = Template.read(FOLDER, PLACES);

        assertThat(template.routes()).extracting(Route::isPermitted).containsExactly(true, false);
    }

    @Test
    void a_schedule_has_its_times_its_function_and_what_that_gets() {
        var schedule = Template.read(FOLDER, PLACES).schedules().getFirst();

        assertThat(schedule.name()).isEqualTo("Nightly");
        assertThat(schedule.function().name()).isEqualTo("Read");
        assertThat(schedule.input()).isEqualTo("{\"task\":\"compare\"}");
        assertThat(schedule.isPermitted()).isFalse();
    }

    @Test
    void a_folder_without_a_template_is_refused(@TempDir Path folder) {
        assertThatThrownBy(() -> Template.read(folder, PLACES))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("holds no *.template.json");
    }

    private static void set(ObjectNode template, String place, String value) throws IOException {
        var pointer = JsonPointer.compile(place);
        var parent = (ObjectNode) template.at(pointer.head());
        JsonNode node = value.startsWith("{") || value.startsWith("[") ? JSON.readTree(value) : JSON.valueToTree(value);
        var _ = parent.set(pointer.last().getMatchingProperty(), node);
    }
}
