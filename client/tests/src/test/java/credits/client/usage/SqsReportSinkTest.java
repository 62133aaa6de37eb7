package credits.client.usage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.internal.UlidGenerator;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UnsentReportHandler.Reason;
import credits.event.UsageMessage;
import credits.event.UsageMessage.Valid;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Sending to a real queue, and how the responses of SQS become outcomes.
@Timeout(1_800)
class SqsReportSinkTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final ReportLine LINE = ReportLine.of("translation.document", UsageQuantity.of("12.5"));

    private static InMemoryUsageQueue queue;

    @BeforeAll
    static void start() {
        queue = new InMemoryUsageQueue();
    }

    @AfterAll
    static void stop() {
        queue.close();
    }

    // However slow the machine is, nothing is given up.
    private static UsageReporterSettings settings(String source) {
        return UsageReporterSettings.forSource(source).closeTimeout(Duration.ofMinutes(15));
    }

    private static ReportMessage report(String organisation) {
        var buffer = new ReportBuffer(
                new ReportWriter("/f"), new UlidGenerator(new SplittableRandom(7)), Duration.ofSeconds(1));
        var _ = buffer.tryAdd(new Organisation(organisation), List.of(LINE), ManualClock.NOON, Long.MAX_VALUE);
        buffer.sealAll(ManualClock.NOON);
        return buffer.drain().getFirst().report();
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-central-1.amazonaws.com/1/Usage.fifo, eu-central-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/1/Usage.fifo, cn-north-1",
        "https://sqs.us-east-1.api.aws/1/Usage.fifo, us-east-1",
        "http://localhost:9324/000000000000/Usage.fifo,",
        "https://sqs.eu-central-1.amazonaws.com.example.com/1/Usage.fifo,",
    })
    void the_region_is_the_one_that_the_queue_URL_names(String queueUrl, @Nullable String region) {
        assertThat(SqsReportSink.regionOf(URI.create(queueUrl)).map(Region::id)).isEqualTo(Optional.ofNullable(region));
    }

    @Test
    void recorded_lines_reach_the_queue_in_the_message_group_of_their_organisation() {
        var lost = new ConcurrentLinkedQueue<Reason>();
        var sink = SqsReportSink.forQueue(queue.url(), queue.client());

        try (var reporter =
                UsageReporter.start(sink, (_, reason, _) -> lost.add(reason), settings("/features/translation"))) {
            for (int i = 0; i < 2_500; i++) reporter.record(ACME, LINE.reference("doc-" + i));
            for (int i = 0; i < 30; i++) reporter.record(new Organisation("org_" + i), LINE.member("usr_giulia"));
        }

        assertThat(lost).isEmpty();
        var references = new ArrayList<String>();
        int others = 0;
        for (var message : queue.drain()) {
            var group = requireNonNull(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
            var parsed = UsageMessage.parse(message.body(), group);
            assertThat(parsed).isInstanceOf(Valid.class);
            var lines = ((Valid) parsed).report().lines();
            if (group.equals("org_acme"))
                lines.forEach(
                        line -> references.add(line.reference().orElseThrow().value()));
            else others += lines.size();
        }
        assertThat(references).hasSize(2_500);
        for (int i = 0; i < 2_500; i++) assertThat(references.get(i)).isEqualTo("doc-" + i);
        assertThat(others).isEqualTo(30);
    }

    @Test
    void a_report_whose_response_was_lost_is_queued_once() {
        var answers = new ArrayList<String>();
        var losesTheFirstAnswer = new FakeSqsClient(request -> {
            var response = queue.client().sendMessageBatch(request);
            answers.add(response.toString());
            if (answers.size() == 1) throw SdkClientException.create("read timed out");
            return response;
        });

        try (var reporter = UsageReporter.start(
                SqsReportSink.forQueue(queue.url(), losesTheFirstAnswer), (_, _, _) -> {}, settings("/f"))) {
            reporter.record(ACME, LINE);
        }

        assertThat(answers).hasSize(2);
        assertThat(queue.drain()).hasSize(1);
    }

    @Test
    void a_missing_queue_rejects_and_an_unreachable_one_is_retried() {
        var missing = SqsReportSink.forQueue(queue.url().replace("Usage", "Missing"), queue.client());
        var silent = SqsReportSink.forQueue("http://localhost:1/0/Usage.fifo", new FakeSqsClient(_ -> {
            throw SdkClientException.create("connection refused");
        }));

        assertThat(missing.send(List.of(report("org_acme"))))
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.REJECTED);
        assertThat(silent.send(List.of(report("org_acme"))))
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.RETRY);
    }

    @Test
    void each_entry_has_its_own_outcome_and_a_missing_one_is_retried() {
        var partial = new FakeSqsClient(_ -> SendMessageBatchResponse.builder()
                .successful(SendMessageBatchResultEntry.builder().id("1").build())
                .failed(
                        failure("0", "InternalError", false),
                        failure("2", "InvalidMessageContents", true),
                        failure("3", "RequestThrottled", true))
                .build());

        var outcomes = SqsReportSink.forQueue(queue.url(), partial).send(Collections.nCopies(5, report("org_acme")));

        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactly(
                        Outcome.Kind.RETRY,
                        Outcome.Kind.ACCEPTED,
                        Outcome.Kind.REJECTED,
                        Outcome.Kind.RETRY,
                        Outcome.Kind.RETRY);
        assertThat(outcomes.get(2).detail()).contains("InvalidMessageContents");
    }

    private static BatchResultErrorEntry failure(String id, String code, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(id)
                .code(code)
                .message("planted")
                .senderFault(senderFault)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalFailure, RETRY",
        "503, ServiceUnavailable, RETRY",
        "400, Throttling, RETRY",
        "403, RequestThrottled, RETRY",
        "429, TooManyRequestsException, RETRY",
        "400, KmsThrottled, RETRY",
        "403, ExpiredToken, RETRY",
        "400, ExpiredTokenException, RETRY",
        "400, RequestExpired, RETRY",
        "403, InvalidClientTokenId, RETRY",
        "400, UnrecognizedClientException, RETRY",
        "403, MissingAuthenticationToken, RETRY",
        "403, AccessDenied, REJECTED",
        "400, InvalidParameterValue, REJECTED"
    })
    void throttling_server_errors_and_expired_credentials_are_retried_and_others_rejected(
            int status, String code, Outcome.Kind kind) {
        var failing = new FakeSqsClient(_ -> {
            throw SqsException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        });

        var outcomes = SqsReportSink.forQueue(queue.url(), failing).send(List.of(report("org_acme")));

        assertThat(outcomes).extracting(Outcome::kind).containsExactly(kind);
    }

    /// An SQS client with a scripted response to a batch.
    private record FakeSqsClient(java.util.function.Function<SendMessageBatchRequest, SendMessageBatchResponse> respond)
            implements SqsClient {
        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            return respond.apply(request);
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
