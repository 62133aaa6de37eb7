package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.event.EventType;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import credits.webhook.EventEndpoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stage with the setting `webhooks`, and stages without.
class WebhookQueueTest {
    private static final SynthesizedTemplates TEMPLATES = OptionalSettingsTest.TEMPLATES;

    /// Red when a type is left out, or the internal event that carries others is sent to receivers.
    @Test
    void every_published_event_and_no_other_goes_to_the_queue() {
        var rule = TEMPLATES.resourceNamed("EventsToWebhooks");
        var target = rule.property("Targets").get(0);

        assertThat(SynthesizedTemplates.toTexts(rule.property("EventPattern").path("detail-type")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::toString)
                        .toList());
        assertThat(TEMPLATES.resolve(target.path("Arn"))).isEqualTo("WebhooksWaitingQueue.Arn");
        assertThat(TEMPLATES.resolve(target.at("/DeadLetterConfig/Arn"))).isEqualTo("WebhooksWaitingDeadLetters.Arn");
    }

    /// Red when the queue forgets a message while it is still retried, or gives up before.
    @Test
    void a_message_stays_as_long_as_it_is_retried_and_a_request_may_take_its_time() {
        var queue = TEMPLATES.resourceNamed("WebhooksWaitingQueue");
        var function = TEMPLATES.resourceNamed("DeliverFunction");

        assertThat(queue.property("MessageRetentionPeriod").longValue())
                .isGreaterThan(EventEndpoint.MAX_RETRY_TIME.toSeconds() + 3_600);
        assertThat(queue.property("RedrivePolicy").path("maxReceiveCount").intValue())
                .isGreaterThanOrEqualTo(50);
        assertThat(queue.property("VisibilityTimeout").intValue())
                .isGreaterThanOrEqualTo(6 * function.property("Timeout").intValue());
        assertThat(TEMPLATES
                        .resourceNamed("QueuesWebhooksWaitingQueue")
                        .property("Threshold")
                        .intValue())
                .isLessThan(3 * queue.property("VisibilityTimeout").intValue());
    }

    /// Red when a slow receiver holds up a batch, or takes all the concurrency of the account.
    @Test
    void each_message_has_an_invocation_of_its_own() {
        var mapping = TEMPLATES.all("AWS::Lambda::EventSourceMapping").stream()
                .filter(each ->
                        TEMPLATES.resolve(each.property("EventSourceArn")).equals("WebhooksWaitingQueue.Arn"))
                .findFirst()
                .orElseThrow();

        assertThat(mapping.property("BatchSize").intValue()).isOne();
        assertThat(SynthesizedTemplates.toTexts(mapping.property("FunctionResponseTypes")))
                .containsExactly("ReportBatchItemFailures");
        assertThat(mapping.property("ScalingConfig").path("MaximumConcurrency").intValue())
                .isBetween(2, 10);
    }

    /// Red when the handler is renamed, or its module is not in the jar.
    @Test
    void the_handler_is_in_the_jar_and_finds_its_queues() throws IOException {
        var function = TEMPLATES.resourceNamed("DeliverFunction");
        var handler = function.property("Handler").textValue();

        try (var jar = new JarFile(TEMPLATES.jarOf(function).toFile())) {
            assertThat(jar.getEntry(handler.replace('.', '/') + ".class")).isNotNull();
        }
        assertThat(variable(function, "WEBHOOK_QUEUE_URL")).isEqualTo("WebhooksWaitingQueue");
        assertThat(variable(function, "MAIL_QUEUE_URL")).isEqualTo("MailWaitingQueue");
        assertThat(variable(function, "TABLE_NAME")).isEqualTo("AccountsRestored2");
    }

    /// Red when operators cannot send an event again.
    @Test
    void the_operators_function_queues_deliveries() {
        var operator = TEMPLATES.resourceNamed("OperatorFunction");

        assertThat(variable(operator, "WEBHOOK_QUEUE_URL")).isEqualTo("WebhooksWaitingQueue");
        assertThat(RolePermission.ofFunction(operator, TEMPLATES))
                .extracting(RolePermission::format)
                .contains("Allow sqs:SendMessage on WebhooksWaitingQueue.Arn");
    }

    /// Red when the setting does not take away all of it: alarms and polling cost money each month.
    @ParameterizedTest
    @EnumSource
    void a_stage_without_webhooks_pays_for_none(DeploymentStage stage) {
        assertThat(stage.templates().templateResources())
                .noneMatch(each -> each.id().contains("Deliver") || each.id().contains("Webhooks"));
        assertThat(stage.templates().resourceNamed("OperatorFunction").json().toString())
                .doesNotContain("WEBHOOK_QUEUE_URL");
    }

    private static String variable(TemplateResource function, String name) {
        return TEMPLATES.resolve(
                function.property("Environment").path("Variables").path(name));
    }
}
