package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rules for every queue that a function consumes, including future ones.
class QueuesTest {
    /// AWS recommends it, otherwise a slow batch is delivered again. Red when a factor 6 becomes 5, or only a
    /// timeout is raised.
    @ParameterizedTest
    @EnumSource
    void the_visibility_timeout_of_a_queue_is_six_function_timeouts(DeploymentStage stage) {
        var templates = stage.templates();
        for (var mapping : templates.all("AWS::Lambda::EventSourceMapping")) {
            var timeout = function(mapping, templates).property("Timeout").intValue();

            assertThat(queue(mapping, templates).property("VisibilityTimeout").intValue())
                    .as(mapping.id())
                    .isPositive()
                    .isGreaterThanOrEqualTo(6 * timeout);
        }
    }

    /// Red when only the timeout of `Announce` is raised.
    @ParameterizedTest
    @EnumSource
    void the_visibility_timeout_of_a_piped_queue_is_six_function_timeouts(DeploymentStage stage) {
        var templates = stage.templates();
        var fromQueues = templates.all("AWS::Pipes::Pipe").stream()
                .filter(pipe -> pipe.property("SourceParameters").has("SqsQueueParameters"))
                .toList();
        assertThat(fromQueues).hasSize(1).allSatisfy(pipe -> {
            var source = templates.resolve(pipe.property("Source")).replace(".Arn", "");
            var function = templates.resolve(pipe.property("Enrichment")).replaceFirst("Live$", "Function");

            assertThat(templates
                            .resourceNamed(source)
                            .property("VisibilityTimeout")
                            .intValue())
                    .isGreaterThanOrEqualTo(6
                            * templates
                                    .resourceNamed(function)
                                    .property("Timeout")
                                    .intValue());
        });
    }

    /// Red without `.reportBatchItemFailures(true)` or `.maxConcurrency(…)`.
    @ParameterizedTest
    @EnumSource
    void consumers_report_single_failures_and_have_bounded_concurrency(DeploymentStage stage) {
        for (var mapping : stage.templates().all("AWS::Lambda::EventSourceMapping")) {
            assertThat(SynthesizedTemplates.toTexts(mapping.property("FunctionResponseTypes")))
                    .as(mapping.id())
                    .containsExactly("ReportBatchItemFailures");
            assertThat(mapping.property("ScalingConfig")
                            .path("MaximumConcurrency")
                            .intValue())
                    .isPositive();
        }
    }

    /// Red with fewer attempts than make a day, or fewer days for dead letters: a message keeps its age there.
    @ParameterizedTest
    @EnumSource
    void a_message_is_tried_for_a_day_and_retained_longer_as_a_dead_letter(DeploymentStage stage) {
        var templates = stage.templates();
        assertThat(queuesWithConsumer(templates)).isNotEmpty().allSatisfy(queue -> {
            var redrive = queue.property("RedrivePolicy");
            var dead = templates.resourceNamed(
                    templates.resolve(redrive.path("deadLetterTargetArn")).replace(".Arn", ""));

            assertThat(redrive.path("maxReceiveCount").intValue()
                            * queue.property("VisibilityTimeout").intValue())
                    .isGreaterThanOrEqualTo(86_400);
            assertThat(retention(dead)).isGreaterThan(retention(queue)).isPositive();
        });
    }

    private static Stream<TemplateResource> queuesWithConsumer(SynthesizedTemplates templates) {
        return templates.all("AWS::SQS::Queue").stream()
                .filter(queue -> !queue.property("RedrivePolicy").isMissingNode());
    }

    private static TemplateResource function(TemplateResource mapping, SynthesizedTemplates templates) {
        var alias = templates.resolve(mapping.property("FunctionName")).replace(":live", "");
        return templates.resourceNamed(alias.replaceFirst("Live$", "Function"));
    }

    private static TemplateResource queue(TemplateResource mapping, SynthesizedTemplates templates) {
        return templates.resourceNamed(
                templates.resolve(mapping.property("EventSourceArn")).replace(".Arn", ""));
    }

    private static int retention(TemplateResource queue) {
        return queue.property("MessageRetentionPeriod").intValue();
    }
}
