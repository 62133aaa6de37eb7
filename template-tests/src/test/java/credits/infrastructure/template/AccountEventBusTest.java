package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountEventBusTest {
    /// Red when a filter loses one of its prefixes: profiles contain personal data.
    @ParameterizedTest
    @EnumSource
    void only_segments_issued_documents_quarantined_payments_and_price_lists_leave_the_table(DeploymentStage stage)
            throws IOException {
        var filters = pipe(stage, "EventsFromStream")
                .property("SourceParameters")
                .path("FilterCriteria")
                .path("Filters");

        assertThat(filters).hasSize(5);
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
        var quarantineKeys = json(filters.get(3).path("Pattern").textValue()).at("/dynamodb/Keys");
        assertThat(quarantineKeys.toString()).isEqualTo("{\"p\":{\"S\":[{\"prefix\":\"QUARANTINE#\"}]}}");
        var priceListKeys = json(filters.get(4).path("Pattern").textValue()).at("/dynamodb/Keys");
        assertThat(priceListKeys.toString()).isEqualTo("{\"p\":{\"S\":[\"PRICES\"]}}");
        assertThat(filters.valueStream()
                        .map(AccountEventBusTest::eventNames)
                        .flatMap(each -> SynthesizedTemplates.toTexts(each).stream()))
                .containsExactly("INSERT", "MODIFY", "REMOVE", "INSERT", "MODIFY", "INSERT", "INSERT");
    }

    /// Red with a batch of two: their events may not fit into one call of the bus.
    @ParameterizedTest
    @EnumSource
    void a_pipe_enriches_one_record_at_a_time_and_puts_it_on_the_bus(DeploymentStage stage) {
        var templates = stage.templates();
        var stream = pipe(stage, "EventsFromStream");
        var continued = pipe(stage, "EventsFromContinued");
        var parameters = stream.property("SourceParameters").path("DynamoDBStreamParameters");

        assertThat(templates.resolve(stream.property("Source"))).isEqualTo("AccountsTable.StreamArn");
        assertThat(templates.resolve(continued.property("Source"))).isEqualTo("EventsContinuedQueue.Arn");
        assertThat(parameters.path("BatchSize").intValue()).isOne();
        assertThat(parameters.path("StartingPosition").textValue()).isEqualTo("TRIM_HORIZON");
        assertThat(parameters.path("MaximumRetryAttempts").intValue()).isGreaterThanOrEqualTo(180);
        assertThat(templates.resolve(parameters.path("DeadLetterConfig").path("Arn")))
                .isEqualTo("EventsUnreadLetters.Arn");
        for (var pipe : List.of(stream, continued)) {
            assertThat(templates.resolve(pipe.property("Enrichment"))).isEqualTo("AnnounceLive");
            assertThat(templates.resolve(pipe.property("Target"))).isEqualTo("EventsBus.Arn");
            assertThat(pipe.property("TargetParameters")
                            .path("EventBridgeEventBusParameters")
                            .toString())
                    .isEqualTo("{\"DetailType\":\"$.type\",\"Source\":\"credits\"}");
        }
    }

    /// Red without `createAfterRole`: when a pipe is created, its role must already be allowed to read the source.
    @ParameterizedTest
    @EnumSource
    void a_pipe_is_created_after_its_role_s_policy(DeploymentStage stage) {
        for (var name : List.of("Stream", "Continued")) {
            var pipe = pipe(stage, "EventsFrom" + name);
            assertThat(SynthesizedTemplates.toTexts(pipe.json().path("DependsOn")))
                    .anyMatch(each -> each.startsWith("Events" + name + "RoleDefaultPolicy"));
        }
    }

    /// Red without a rule's dead-letter queue, or when e-mail is sent for another event.
    @ParameterizedTest
    @EnumSource
    void every_rule_has_dead_letters_and_its_event_types(DeploymentStage stage) {
        var templates = stage.templates();
        var onEvents = templates.all("AWS::Events::Rule").stream()
                .filter(rule -> rule.json().path("Properties").has("EventPattern"))
                .toList();
        assertThat(onEvents).hasSize(4);
        for (var rule : onEvents)
            for (var target : rule.property("Targets"))
                assertThat(templates.resolve(target.at("/DeadLetterConfig/Arn")))
                        .as(rule.id())
                        .endsWith("DeadLetters.Arn");
        var mail = templates.resourceNamed("EventsToMail");

        assertThat(SynthesizedTemplates.toTexts(mail.property("EventPattern").path("detail-type")))
                .containsExactly(
                        "credits.balance.exhausted.v1",
                        "credits.invoice.issued.v1",
                        "credits.limit.alert_crossed.v1",
                        "credits.limit.forecast.v1",
                        "credits.limit.reached.v1",
                        "credits.topped_up.v1",
                        "credits.usage.uncovered.v1");
        assertThat(templates.resolve(mail.property("Targets").at("/0/Arn"))).isEqualTo("MailWaitingQueue.Arn");
        var operators = templates.resourceNamed("EventsToOperators");
        assertThat(SynthesizedTemplates.toTexts(
                        operators.property("EventPattern").path("detail-type")))
                .containsExactly("credits.payment.quarantined.v1");
        assertThat(templates.resolve(operators.property("Targets").at("/0/Arn")))
                .isEqualTo("MailWaitingQueue.Arn");
        var paper = templates.resourceNamed("EventsToPaper");
        assertThat(SynthesizedTemplates.toTexts(paper.property("EventPattern").path("detail-type")))
                .containsExactly("credits.refunded.v1", "credits.topped_up.v1");
        assertThat(templates.resolve(paper.property("Targets").at("/0/Arn"))).isEqualTo("PaperWaitingQueue.Arn");
    }

    /// Red when the queues of e-mails and invoices are first come, first served: one organisation's backlog would delay
    /// the others. Events without an organisation must have no group, because the rule could not deliver them.
    @ParameterizedTest
    @EnumSource
    void each_organisation_has_its_fair_share_of_the_queues_of_e_mails_and_invoices(DeploymentStage stage) {
        var templates = stage.templates();

        for (var fair : List.of("EventsToMail", "EventsToPaper"))
            assertThat(templates
                            .resourceNamed(fair)
                            .property("Targets")
                            .at("/0/SqsParameters/MessageGroupId")
                            .textValue())
                    .isEqualTo("$.detail.subject");
        for (var other : List.of("EventsToOperators", "EventsToContinued"))
            assertThat(templates.resourceNamed(other).property("Targets").get(0).has("SqsParameters"))
                    .isFalse();
    }

    /// Red with a `BATCH_SIZE` of 2: one organisation's recipients would delay another's e-mail.
    @ParameterizedTest
    @EnumSource
    void an_event_with_e_mails_has_an_invocation_of_its_own(DeploymentStage stage) {
        var templates = stage.templates();
        var mail = templates.all("AWS::Lambda::EventSourceMapping").stream()
                .filter(each ->
                        templates.resolve(each.property("EventSourceArn")).equals("MailWaitingQueue.Arn"))
                .toList();

        assertThat(mail)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.property("BatchSize").intValue()).isOne());
    }

    /// Red with `MAX_RECEIVES` at 9: an hour without the mail service or the archive would produce dead letters.
    @ParameterizedTest
    @CsvSource({"DEV, Mail, Notify", "PROD, Mail, Notify", "DEV, Paper, Invoice", "PROD, Paper, Invoice"})
    void emails_and_invoices_are_retried_for_hours_before_they_become_dead_letters(
            DeploymentStage stage, String name, String function) {
        var templates = stage.templates();
        var queue = templates.resourceNamed(name + "WaitingQueue");
        int visibility = queue.property("VisibilityTimeout").intValue();
        int attempts = queue.property("RedrivePolicy").path("maxReceiveCount").intValue();
        int timeout = templates
                .resourceNamed(function + "Function")
                .property("Timeout")
                .intValue();

        assertThat(visibility).isGreaterThanOrEqualTo(6 * timeout);
        assertThat(visibility * attempts).isGreaterThanOrEqualTo(12 * 3600);
        assertThat(queue.property("MessageRetentionPeriod").intValue()).isGreaterThan(visibility * attempts);
    }

    /// Red when a pipe's role gains an action or a resource.
    @ParameterizedTest
    @EnumSource
    void a_pipe_may_only_read_its_source_invoke_announce_and_put_events(DeploymentStage stage) {
        var templates = stage.templates();
        var granted = templates.all("AWS::IAM::Policy").stream()
                .filter(policy -> policy.name().startsWith("Events"))
                .flatMap(policy -> RolePermission.ofPolicy(policy, templates))
                .map(RolePermission::format)
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

    private static TemplateResource pipe(DeploymentStage stage, String name) {
        return stage.templates().all("AWS::Pipes::Pipe").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode eventNames(JsonNode filter) {
        try {
            return json(filter.path("Pattern").textValue()).path("eventName");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
