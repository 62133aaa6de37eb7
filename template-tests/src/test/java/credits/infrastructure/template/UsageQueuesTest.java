package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageQueuesTest {
    /// Red without `.fifo(true)`, `.deduplicationScope(…)` or `.fifoThroughputLimit(…)`.
    @ParameterizedTest
    @EnumSource
    void usage_is_ordered_per_organisation_and_organisations_are_independent(DeploymentStage stage) {
        for (var queue : usageQueues(stage)) {
            assertThat(queue.property("FifoQueue").booleanValue())
                    .as(queue.id())
                    .isTrue();
            assertThat(queue.property("DeduplicationScope").textValue()).isEqualTo("messageGroup");
            assertThat(queue.property("FifoThroughputLimit").textValue()).isEqualTo("perMessageGroupId");
        }
    }

    /// Red without `.contentBasedDeduplication(true)`.
    @ParameterizedTest
    @EnumSource
    void the_usage_queue_deduplicates_by_content(DeploymentStage stage) {
        assertThat(queue(stage).property("ContentBasedDeduplication").booleanValue())
                .isTrue();
    }

    /// Red without `.encryption(…)` or `.enforceSsl(true)`.
    @ParameterizedTest
    @EnumSource
    void every_queue_is_encrypted_and_refuses_plain_http(DeploymentStage stage) {
        var templates = stage.templates();
        var refusing = templates.all("AWS::SQS::QueuePolicy").stream()
                .filter(policy -> policy.property("PolicyDocument").toString().contains("aws:SecureTransport"))
                .map(policy -> templates.resolve(policy.property("Queues").path(0)))
                .toList();

        for (var queue : templates.all("AWS::SQS::Queue")) {
            assertThat(queue.property("SqsManagedSseEnabled").booleanValue())
                    .as(queue.id())
                    .isTrue();
            assertThat(refusing).contains(queue.name());
        }
    }

    /// Red when the factor 6 becomes 5.
    @ParameterizedTest
    @EnumSource
    void the_usage_queue_s_visibility_timeout_is_six_function_timeouts(DeploymentStage stage) {
        var timeout = stage.templates()
                .resourceNamed("DebitFunction")
                .property("Timeout")
                .intValue();

        assertThat(timeout).isPositive();
        assertThat(queue(stage).property("VisibilityTimeout").intValue()).isGreaterThanOrEqualTo(6 * timeout);
    }

    /// An outage of hours must not make bookable usage a case for a person. Red without `.deadLetterQueue(…)`,
    /// with `MAX_RECEIVES` at 719, or a retention of a day.
    @ParameterizedTest
    @EnumSource
    void usage_is_tried_for_a_day_before_it_becomes_a_dead_letter(DeploymentStage stage) {
        var redrive = queue(stage).property("RedrivePolicy");
        int attempts = redrive.path("maxReceiveCount").intValue();
        int visibility = queue(stage).property("VisibilityTimeout").intValue();

        // SQS takes at most 1,000.
        assertThat(attempts).isLessThanOrEqualTo(1_000);
        assertThat(attempts * visibility).isGreaterThanOrEqualTo(86_400);
        assertThat(retention(queue(stage))).isGreaterThanOrEqualTo(2 * attempts * visibility);
        assertThat(stage.templates().resolve(redrive.path("deadLetterTargetArn")))
                .isEqualTo("UsageDeadLetters.Arn");
    }

    /// A message keeps its age when it becomes a dead letter. Red when the queue retains messages just as long.
    @ParameterizedTest
    @EnumSource
    void dead_letters_and_invalid_usage_are_retained_longer_than_the_queue_s_messages(DeploymentStage stage) {
        var waiting = retention(queue(stage));

        assertThat(retention(stage.templates().resourceNamed("UsageDeadLetters")))
                .isGreaterThan(waiting);
        assertThat(retention(stage.templates().resourceNamed("UsageInvalid"))).isGreaterThan(waiting);
    }

    /// Red without `.reportBatchItemFailures(true)`.
    @ParameterizedTest
    @EnumSource
    void a_failed_message_does_not_retry_its_whole_batch(DeploymentStage stage) {
        assertThat(SynthesizedTemplates.toTexts(mapping(stage).property("FunctionResponseTypes")))
                .containsExactly("ReportBatchItemFailures");
    }

    /// Red when the source is another queue or has no `.maxConcurrency(…)`.
    @ParameterizedTest
    @EnumSource
    void debit_takes_batches_of_ten_with_bounded_concurrency(DeploymentStage stage) {
        var templates = stage.templates();

        assertThat(templates.resolve(mapping(stage).property("EventSourceArn"))).isEqualTo("UsageQueue.Arn");
        assertThat(templates.resolve(mapping(stage).property("FunctionName"))).isEqualTo("DebitLive:live");
        assertThat(mapping(stage).property("BatchSize").intValue()).isEqualTo(10);
        assertThat(mapping(stage)
                        .property("ScalingConfig")
                        .path("MaximumConcurrency")
                        .intValue())
                .isPositive();
    }

    private static List<TemplateResource> usageQueues(DeploymentStage stage) {
        return stage.templates().all("AWS::SQS::Queue").stream()
                .filter(queue -> queue.name().startsWith("Usage"))
                .toList();
    }

    private static TemplateResource queue(DeploymentStage stage) {
        return stage.templates().resourceNamed("UsageQueue");
    }

    private static TemplateResource mapping(DeploymentStage stage) {
        var templates = stage.templates();
        return templates.all("AWS::Lambda::EventSourceMapping").stream()
                .filter(each -> templates.resolve(each.property("FunctionName")).equals("DebitLive:live"))
                .findFirst()
                .orElseThrow();
    }

    private static int retention(TemplateResource queue) {
        return queue.property("MessageRetentionPeriod").intValue();
    }
}
