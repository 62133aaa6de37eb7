package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rules for every queue that a function consumes, including future ones.
class QueuesTest {
    /// AWS recommends it, otherwise a slow batch is delivered again. Red when a factor 6 becomes 5, or only a
    /// timeout is raised.
    @ParameterizedTest
    @EnumSource
    void what_a_function_takes_stays_invisible_for_six_of_its_timeouts(Stage stage) {
        var deployment = stage.deployment();
        for (var mapping : deployment.all("AWS::Lambda::EventSourceMapping")) {
            var timeout = function(mapping, deployment).property("Timeout").intValue();

            assertThat(queue(mapping, deployment).property("VisibilityTimeout").intValue())
                    .as(mapping.id())
                    .isPositive()
                    .isGreaterThanOrEqualTo(6 * timeout);
        }
    }

    /// Red when only the timeout of `Announce` is raised.
    @ParameterizedTest
    @EnumSource
    void what_a_pipe_takes_stays_invisible_for_six_of_its_function_s_timeouts(Stage stage) {
        var deployment = stage.deployment();
        var fromQueues = deployment.all("AWS::Pipes::Pipe").stream()
                .filter(pipe -> pipe.property("SourceParameters").has("SqsQueueParameters"))
                .toList();
        assertThat(fromQueues).hasSize(1).allSatisfy(pipe -> {
            var source = deployment.target(pipe.property("Source")).replace(".Arn", "");
            var function = deployment.target(pipe.property("Enrichment")).replaceFirst("Live$", "Function");

            assertThat(deployment.named(source).property("VisibilityTimeout").intValue())
                    .isGreaterThanOrEqualTo(
                            6 * deployment.named(function).property("Timeout").intValue());
        });
    }

    /// Red without `.reportBatchItemFailures(true)` or `.maxConcurrency(…)`.
    @ParameterizedTest
    @EnumSource
    void one_message_that_fails_sends_back_no_other_and_no_queue_takes_all_workers(Stage stage) {
        for (var mapping : stage.deployment().all("AWS::Lambda::EventSourceMapping")) {
            assertThat(Deployment.texts(mapping.property("FunctionResponseTypes")))
                    .as(mapping.id())
                    .containsExactly("ReportBatchItemFailures");
            assertThat(mapping.property("ScalingConfig")
                            .path("MaximumConcurrency")
                            .intValue())
                    .isPositive();
        }
    }

    /// A message keeps its age when it becomes a dead letter. Red with fewer attempts or days.
    @ParameterizedTest
    @EnumSource
    void what_fails_five_times_or_more_is_kept_for_longer_than_it_could_wait(Stage stage) {
        var deployment = stage.deployment();
        assertThat(worked(deployment)).isNotEmpty().allSatisfy(queue -> {
            var redrive = queue.property("RedrivePolicy");
            var dead = deployment.named(
                    deployment.target(redrive.path("deadLetterTargetArn")).replace(".Arn", ""));

            assertThat(redrive.path("maxReceiveCount").intValue()).isGreaterThanOrEqualTo(5);
            assertThat(retention(dead)).isGreaterThan(retention(queue)).isPositive();
        });
    }

    private static Stream<Resource> worked(Deployment deployment) {
        return deployment.all("AWS::SQS::Queue").stream()
                .filter(queue -> !queue.property("RedrivePolicy").isMissingNode());
    }

    private static Resource function(Resource mapping, Deployment deployment) {
        var alias = deployment.target(mapping.property("FunctionName")).replace(":live", "");
        return deployment.named(alias.replaceFirst("Live$", "Function"));
    }

    private static Resource queue(Resource mapping, Deployment deployment) {
        return deployment.named(
                deployment.target(mapping.property("EventSourceArn")).replace(".Arn", ""));
    }

    private static int retention(Resource queue) {
        return queue.property("MessageRetentionPeriod").intValue();
    }
}
