package credits.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import credits.wire.UsageMessage;
import credits.wire.UsageMessage.Valid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Sending to a real queue, and how the responses of SQS become outcomes.
@Timeout(300)
class SqsSinkTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Line LINE = Line.of("translation.document", Quantity.of("12.5"));

    private static Queue queue;

    @BeforeAll
    static void start() {
        queue = new Queue();
    }

    @AfterAll
    static void stop() {
        queue.close();
    }

    private static Report report(String organisation) {
        var buffer = new Buffer(new Envelope("/f"), new Ulids(new SplittableRandom(7)), Duration.ofSeconds(1));
        var _ = buffer.offer(new Organisation(organisation), List.of(LINE), ManualClock.NOON, Long.MAX_VALUE);
        buffer.sealAll(ManualClock.NOON);
        return buffer.drain().getFirst().report();
    }

    @Test
    void what_is_recorded_reaches_the_queue_in_the_group_of_its_organisation() {
        var lost = new ConcurrentLinkedQueue<Reason>();
        var sink = SqsSink.to(queue.url(), queue.client());

        try (var usage =
                Usage.to(sink, (_, reason, _) -> lost.add(reason), UsageSettings.of("/features/translation"))) {
            for (int i = 0; i < 2_500; i++) usage.record(ACME, LINE.reference("doc-" + i));
            for (int i = 0; i < 30; i++) usage.record(new Organisation("org_" + i), LINE.member("usr_giulia"));
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
    void a_report_whose_answer_was_lost_is_on_the_queue_once() {
        var answers = new ArrayList<String>();
        var losesTheFirstAnswer = new Answering(request -> {
            var response = queue.client().sendMessageBatch(request);
            answers.add(response.toString());
            if (answers.size() == 1) throw SdkClientException.create("read timed out");
            return response;
        });

        try (var usage =
                Usage.to(SqsSink.to(queue.url(), losesTheFirstAnswer), (_, _, _) -> {}, UsageSettings.of("/f"))) {
            usage.record(ACME, LINE);
        }

        assertThat(answers).hasSize(2);
        assertThat(queue.drain()).hasSize(1);
    }

    @Test
    void a_queue_that_does_not_exist_is_never_and_one_that_does_not_answer_is_later() {
        var missing = SqsSink.to(queue.url().replace("Usage", "Missing"), queue.client());
        var silent = SqsSink.to("http://localhost:1/0/Usage.fifo", new Answering(_ -> {
            throw SdkClientException.create("connection refused");
        }));

        assertThat(missing.send(List.of(report("org_acme"))))
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.NEVER);
        assertThat(silent.send(List.of(report("org_acme"))))
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.LATER);
    }

    @Test
    void each_entry_of_an_answer_is_its_own_and_silence_is_no_yes() {
        var partial = new Answering(_ -> SendMessageBatchResponse.builder()
                .successful(SendMessageBatchResultEntry.builder().id("1").build())
                .failed(
                        failure("0", "InternalError", false),
                        failure("2", "InvalidMessageContents", true),
                        failure("3", "RequestThrottled", true))
                .build());

        var outcomes = SqsSink.to(queue.url(), partial).send(Collections.nCopies(5, report("org_acme")));

        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactly(
                        Outcome.Kind.LATER,
                        Outcome.Kind.TAKEN,
                        Outcome.Kind.NEVER,
                        Outcome.Kind.LATER,
                        Outcome.Kind.LATER);
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
        "500, InternalFailure, LATER",
        "503, ServiceUnavailable, LATER",
        "400, Throttling, LATER",
        "403, RequestThrottled, LATER",
        "429, TooManyRequestsException, LATER",
        "400, KmsThrottled, LATER",
        "403, ExpiredToken, LATER",
        "400, ExpiredTokenException, LATER",
        "400, RequestExpired, LATER",
        "403, InvalidClientTokenId, LATER",
        "400, UnrecognizedClientException, LATER",
        "403, MissingAuthenticationToken, LATER",
        "403, AccessDenied, NEVER",
        "400, InvalidParameterValue, NEVER"
    })
    void throttling_faults_of_the_server_and_credentials_that_ran_out_pass_and_others_do_not(
            int status, String code, Outcome.Kind kind) {
        var failing = new Answering(_ -> {
            throw SqsException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        });

        var outcomes = SqsSink.to(queue.url(), failing).send(List.of(report("org_acme")));

        assertThat(outcomes).extracting(Outcome::kind).containsExactly(kind);
    }

    /// An SQS client with a scripted response to a batch.
    private record Answering(java.util.function.Function<SendMessageBatchRequest, SendMessageBatchResponse> with)
            implements SqsClient {
        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            return with.apply(request);
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
