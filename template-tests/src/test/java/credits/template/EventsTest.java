package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import credits.template.Deployment.Resource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {
    /// Red when a filter loses one of its prefixes: profiles contain personal data.
    @ParameterizedTest
    @EnumSource
    void nothing_but_segments_what_was_issued_and_what_is_set_aside_leaves_the_table(Stage stage) throws IOException {
        var filters = pipe(stage, "EventsFromStream")
                .property("SourceParameters")
                .path("FilterCriteria")
                .path("Filters");

        assertThat(filters).hasSize(4);
        for (int each = 0; each < 3; each++) {
            var keys = json(filters.get(each).path("Pattern").textValue()).at("/dynamodb/Keys");
            assertThat(keys.at("/p/S").toString())
                    .isEqualTo(each < 2 ? "[{\"prefix\":\"O#\"}]" : "[{\"prefix\":\"P#\"}]");
            assertThat(keys.at("/s/S").toString())
                    .isEqualTo(each < 2 ? "[{\"prefix\":\"L#\"}]" : "[{\"prefix\":\"PAPER#\"}]");
        }
        assertThat(json(filters.get(2).path("Pattern").textValue())
                        .at("/dynamodb/NewImage/archived_number/S")
                        .toString())
                .isEqualTo("[{\"exists\":true}]");
        var aside = json(filters.get(3).path("Pattern").textValue()).at("/dynamodb/Keys");
        assertThat(aside.toString()).isEqualTo("{\"p\":{\"S\":[{\"prefix\":\"QUARANTINE#\"}]}}");
        assertThat(filters.valueStream().map(EventsTest::kinds).flatMap(each -> Deployment.texts(each).stream()))
                .containsExactly("INSERT", "MODIFY", "REMOVE", "INSERT", "MODIFY", "INSERT");
    }

    /// Red with a batch of two: their events may not fit into one call of the bus.
    @ParameterizedTest
    @EnumSource
    void a_pipe_takes_one_record_has_it_translated_and_hands_it_to_the_bus(Stage stage) {
        var deployment = stage.deployment();
        var stream = pipe(stage, "EventsFromStream");
        var continued = pipe(stage, "EventsFromContinued");
        var parameters = stream.property("SourceParameters").path("DynamoDBStreamParameters");

        assertThat(deployment.target(stream.property("Source"))).isEqualTo("AccountsTable.StreamArn");
        assertThat(deployment.target(continued.property("Source"))).isEqualTo("EventsContinuedQueue.Arn");
        assertThat(parameters.path("BatchSize").intValue()).isOne();
        assertThat(parameters.path("StartingPosition").textValue()).isEqualTo("TRIM_HORIZON");
        assertThat(parameters.path("MaximumRetryAttempts").intValue()).isGreaterThanOrEqualTo(180);
        assertThat(deployment.target(parameters.path("DeadLetterConfig").path("Arn")))
                .isEqualTo("EventsUnreadLetters.Arn");
        for (var pipe : List.of(stream, continued)) {
            assertThat(deployment.target(pipe.property("Enrichment"))).isEqualTo("AnnounceLive");
            assertThat(deployment.target(pipe.property("Target"))).isEqualTo("EventsBus.Arn");
            assertThat(pipe.property("TargetParameters")
                            .path("EventBridgeEventBusParameters")
                            .toString())
                    .isEqualTo("{\"DetailType\":\"$.type\",\"Source\":\"credits\"}");
        }
    }

    /// Red without `created`: when a pipe is created, its role must already be allowed to read the source.
    @ParameterizedTest
    @EnumSource
    void a_pipe_is_made_after_what_its_role_may_do(Stage stage) {
        for (var name : List.of("Stream", "Continued")) {
            var pipe = pipe(stage, "EventsFrom" + name);
            assertThat(Deployment.texts(pipe.json().path("DependsOn")))
                    .anyMatch(each -> each.startsWith("Events" + name + "RoleDefaultPolicy"));
        }
    }

    /// Red without a rule's dead-letter queue, or when e-mail is sent for another event.
    @ParameterizedTest
    @EnumSource
    void every_rule_has_dead_letters_mail_is_of_six_events_and_paper_of_two(Stage stage) {
        var deployment = stage.deployment();
        var onEvents = deployment.all("AWS::Events::Rule").stream()
                .filter(rule -> rule.json().path("Properties").has("EventPattern"))
                .toList();
        assertThat(onEvents).hasSize(3);
        for (var rule : onEvents)
            for (var target : rule.property("Targets"))
                assertThat(deployment.target(target.at("/DeadLetterConfig/Arn")))
                        .as(rule.id())
                        .endsWith("DeadLetters.Arn");
        var mail = deployment.named("EventsToMail");

        assertThat(Deployment.texts(mail.property("EventPattern").path("detail-type")))
                .containsExactly(
                        "balance.exhausted",
                        "credits.topped_up",
                        "limit.alert_crossed",
                        "limit.reached",
                        "payment.quarantined",
                        "usage.uncovered");
        assertThat(deployment.target(mail.property("Targets").at("/0/Arn"))).isEqualTo("MailWaitingQueue.Arn");
        var paper = deployment.named("EventsToPaper");
        assertThat(Deployment.texts(paper.property("EventPattern").path("detail-type")))
                .containsExactly("credits.refunded", "credits.topped_up");
        assertThat(deployment.target(paper.property("Targets").at("/0/Arn"))).isEqualTo("PaperWaitingQueue.Arn");
    }

    /// Red with `ATTEMPTS` at 9: an hour without the mail service or the archive would produce dead letters.
    @ParameterizedTest
    @CsvSource({"DEV, Mail, Notify", "PROD, Mail, Notify", "DEV, Paper, Invoice", "PROD, Paper, Invoice"})
    void mail_and_paper_wait_for_hours_and_are_then_dead_letters(Stage stage, String name, String function) {
        var deployment = stage.deployment();
        var queue = deployment.named(name + "WaitingQueue");
        int visibility = queue.property("VisibilityTimeout").intValue();
        int attempts = queue.property("RedrivePolicy").path("maxReceiveCount").intValue();
        int timeout =
                deployment.named(function + "Function").property("Timeout").intValue();

        assertThat(visibility).isGreaterThanOrEqualTo(6 * timeout);
        assertThat(visibility * attempts).isGreaterThanOrEqualTo(12 * 3600);
        assertThat(queue.property("MessageRetentionPeriod").intValue()).isGreaterThan(visibility * attempts);
    }

    /// Red when a pipe's role gains an action or a resource.
    @ParameterizedTest
    @EnumSource
    void a_pipe_may_read_its_source_call_announce_and_put_events(Stage stage) {
        var deployment = stage.deployment();
        var granted = deployment.all("AWS::IAM::Policy").stream()
                .filter(policy -> policy.name().startsWith("Events"))
                .flatMap(policy -> Permission.in(policy, deployment))
                .map(Permission::line)
                .sorted()
                .distinct();

        assertThat(granted)
                .containsExactly(
                        "Allow dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator"
                                + " dynamodb:ListStreams on AccountsTable.StreamArn",
                        "Allow events:PutEvents on EventsBus.Arn",
                        "Allow lambda:InvokeFunction on AnnounceLive",
                        "Allow sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on"
                                + " EventsContinuedQueue.Arn",
                        "Allow sqs:SendMessage on EventsUnreadLetters.Arn");
    }

    private static Resource pipe(Stage stage, String name) {
        return stage.deployment().all("AWS::Pipes::Pipe").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode kinds(JsonNode filter) {
        try {
            return json(filter.path("Pattern").textValue()).path("eventName");
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
