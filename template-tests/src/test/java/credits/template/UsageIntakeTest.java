package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageIntakeTest {
    /// Red without `.fifo(true)`, `.deduplicationScope(…)` or `.fifoThroughputLimit(…)`.
    @ParameterizedTest
    @EnumSource
    void one_organisation_s_usage_keeps_its_order_and_never_waits_for_another_s(Stage stage) {
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
    void a_feature_need_not_make_up_deduplication_ids(Stage stage) {
        assertThat(queue(stage).property("ContentBasedDeduplication").booleanValue())
                .isTrue();
    }

    /// Red without `.encryption(…)` or `.enforceSsl(true)`.
    @ParameterizedTest
    @EnumSource
    void every_queue_is_encrypted_and_refuses_plain_http(Stage stage) {
        var deployment = stage.deployment();
        var refusing = deployment.all("AWS::SQS::QueuePolicy").stream()
                .filter(policy -> policy.property("PolicyDocument").toString().contains("aws:SecureTransport"))
                .map(policy -> deployment.target(policy.property("Queues").path(0)))
                .toList();

        for (var queue : deployment.all("AWS::SQS::Queue")) {
            assertThat(queue.property("SqsManagedSseEnabled").booleanValue())
                    .as(queue.id())
                    .isTrue();
            assertThat(refusing).contains(queue.name());
        }
    }

    /// Red when the factor 6 becomes 5.
    @ParameterizedTest
    @EnumSource
    void a_batch_stays_invisible_for_six_times_as_long_as_booking_it_may_take(Stage stage) {
        var timeout =
                stage.deployment().named("DebitFunction").property("Timeout").intValue();

        assertThat(timeout).isPositive();
        assertThat(queue(stage).property("VisibilityTimeout").intValue()).isGreaterThanOrEqualTo(6 * timeout);
    }

    /// Red without `.deadLetterQueue(…)` or with `ATTEMPTS` at 4.
    @ParameterizedTest
    @EnumSource
    void usage_that_fails_five_times_is_kept_as_a_dead_letter(Stage stage) {
        var redrive = queue(stage).property("RedrivePolicy");

        assertThat(redrive.path("maxReceiveCount").intValue()).isGreaterThanOrEqualTo(5);
        assertThat(stage.deployment().target(redrive.path("deadLetterTargetArn")))
                .isEqualTo("UsageDeadLetters.Arn");
    }

    /// A message keeps its age when it becomes a dead letter. Red when the queue retains messages just as long.
    @ParameterizedTest
    @EnumSource
    void what_could_not_be_booked_outlasts_what_waits(Stage stage) {
        var waiting = retention(queue(stage));

        assertThat(retention(stage.deployment().named("UsageDeadLetters"))).isGreaterThan(waiting);
        assertThat(retention(stage.deployment().named("UsageInvalid"))).isGreaterThan(waiting);
    }

    /// Red without `.reportBatchItemFailures(true)`.
    @ParameterizedTest
    @EnumSource
    void one_failed_message_does_not_send_back_its_whole_batch(Stage stage) {
        assertThat(Deployment.texts(mapping(stage).property("FunctionResponseTypes")))
                .containsExactly("ReportBatchItemFailures");
    }

    /// Red when the source is another queue or has no `.maxConcurrency(…)`.
    @ParameterizedTest
    @EnumSource
    void debit_takes_usage_ten_at_a_time_on_a_bounded_number_of_workers(Stage stage) {
        var deployment = stage.deployment();

        assertThat(deployment.target(mapping(stage).property("EventSourceArn"))).isEqualTo("UsageQueue.Arn");
        assertThat(deployment.target(mapping(stage).property("FunctionName"))).isEqualTo("DebitLive:live");
        assertThat(mapping(stage).property("BatchSize").intValue()).isEqualTo(10);
        assertThat(mapping(stage)
                        .property("ScalingConfig")
                        .path("MaximumConcurrency")
                        .intValue())
                .isPositive();
    }

    private static List<Resource> usageQueues(Stage stage) {
        return stage.deployment().all("AWS::SQS::Queue").stream()
                .filter(queue -> queue.name().startsWith("Usage"))
                .toList();
    }

    private static Resource queue(Stage stage) {
        return stage.deployment().named("UsageQueue");
    }

    private static Resource mapping(Stage stage) {
        var deployment = stage.deployment();
        return deployment.all("AWS::Lambda::EventSourceMapping").stream()
                .filter(each -> deployment.target(each.property("FunctionName")).equals("DebitLive:live"))
                .findFirst()
                .orElseThrow();
    }

    private static int retention(Resource queue) {
        return queue.property("MessageRetentionPeriod").intValue();
    }
}
