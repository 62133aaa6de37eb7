package credits.local.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.iam.IamRole;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.EventSourceMapping;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@TestInstance(Lifecycle.PER_CLASS)
class SqsPollerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration AWAIT_TIMEOUT = Duration.ofMinutes(2);
    private static final int AT_ONCE = 0;
    private static final Duration AHEAD = Duration.ofDays(457);

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
    private SqsFixture server;
    private SqsFixture sqsFixture;
    private int tests;
    private Optional<SqsPoller> poller = Optional.empty();

    @BeforeAll
    void startServer() throws IOException {
        server = SqsFixture.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        sqsFixture = server.named("Of" + ++tests);
        events.clear();
        errors.clear();
    }

    @AfterEach
    void stop() {
        poller.ifPresent(SqsPoller::close);
    }

    @Test
    void a_message_arrives_as_in_Lambda_with_times_by_the_clock_of_the_function() throws Exception {
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        sqsFixture
                .client()
                .sendMessage(message -> message.queueUrl(sqsFixture.usageQueue().url())
                        .messageGroupId("acme")
                        .messageBody("one")
                        .messageAttributes(Map.of(
                                "reason",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("why")
                                        .build())));
        startPoller(true);

        var message = nextEvent().path("Records").path(0);

        assertThat(message.path("body").asText()).isEqualTo("one");
        assertThat(message.path("messageId").asText()).isNotEmpty();
        assertThat(message.path("receiptHandle").asText()).isNotEmpty();
        assertThat(message.path("md5OfBody").asText()).isEqualTo("f97c5d29941bfb1b2fdab0874906ab82");
        assertThat(message.path("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(message.path("eventSourceARN").asText())
                .isEqualTo(sqsFixture.usageQueue().arn());
        assertThat(message.path("awsRegion").asText()).isEqualTo("eu-central-1");
        assertThat(message.at("/messageAttributes/reason/stringValue").asText()).isEqualTo("why");
        assertThat(message.at("/messageAttributes/reason/dataType").asText()).isEqualTo("String");
        assertThat(message.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
        assertThat(message.at("/attributes/MessageGroupId").asText()).isEqualTo("acme");
        assertThat(time(message, "SentTimestamp"))
                .isBetween(before.plus(AHEAD), Instant.now().plus(AHEAD));
        assertThat(time(message, "ApproximateFirstReceiveTimestamp"))
                .isBetween(time(message, "SentTimestamp"), Instant.now().plus(AHEAD));
        assertThat(message.at("/attributes/SequenceNumber").asText()).matches("\\d+");
        assertThat(message.at("/attributes/MessageDeduplicationId").asText())
                .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
        assertThat(message.at("/attributes/SenderId").asText()).isNotEmpty();
    }

    @Test
    void a_failed_message_is_redelivered_and_one_of_another_group_is_not() throws Exception {
        sqsFixture.send("acme", "fails-1-times");
        sqsFixture.send("globex", "good");
        startPoller(true);

        var bodies = bodiesUntil("fails-1-times", 2);

        assertThat(bodies).containsOnlyOnce("good");
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
    }

    @Test
    void the_order_within_a_group_survives_a_failure() throws Exception {
        sqsFixture.send("acme", "1");
        sqsFixture.send("acme", "fails-2-times");
        sqsFixture.send("acme", "3");
        startPoller(true);

        var bodies = bodiesUntil("fails-2-times", 3);
        // In the batch of the message before it, or in the next one.
        if (bodies.lastIndexOf("3") < bodies.lastIndexOf("fails-2-times")) bodies.addAll(bodiesUntil("3", 1));

        var lastOfEach = bodies.stream().distinct().toList();
        assertThat(lastOfEach).startsWith("1", "fails-2-times");
        assertThat(bodies).containsOnlyOnce("1");
        assertThat(bodies.lastIndexOf("3")).isGreaterThanOrEqualTo(bodies.lastIndexOf("fails-2-times"));
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
        assertThat(sqsFixture.count(sqsFixture.deadLetterQueue())).isZero();
    }

    @Test
    void a_function_that_throws_fails_the_whole_batch() throws Exception {
        sqsFixture.send("acme", "throws once");
        sqsFixture.send("globex", "good");
        startPoller(true);

        var bodies = bodiesUntil("throws once", 2);

        assertThat(errors).isNotEmpty();
        assertThat(bodies).contains("good");
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
    }

    @ParameterizedTest(name = "{0}: {1} receipts")
    @CsvSource(textBlock = """
            {"batchItemFailures":[{"itemIdentifier":"nobody"}]} | 2
            {"batchItemFailures":[{"itemIdentifier":""}]}       | 2
            {"batchItemFailures":[{"itemIdentifier":null}]}     | 2
            {"batchItemFailures":[{"item":"x"}]}                | 2
            {"batchItemFailures":"all"}                         | 2
            {"batchItemFailures"                                | 2
            {"batchItemFailures":[]}                            | 1
            {"batchItemFailures":null}                          | 1
            {}                                                  | 1
            null                                                | 1
            """, delimiter = '|')
    void an_empty_failure_list_is_success_and_an_unknown_id_fails_the_batch(String response, int receipts)
            throws Exception {
        sqsFixture.send("acme", "says " + response);
        startPoller(true);

        var bodies = bodiesUntil("says " + response, receipts);

        assertThat(bodies).hasSize(receipts);
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
        assertThat(events).isEmpty();
    }

    @Test
    void without_partial_batch_responses_the_output_is_ignored() throws Exception {
        sqsFixture.send("acme", "says {\"batchItemFailures\":[{\"itemIdentifier\":\"nobody\"}]}");
        startPoller(false);

        var _ = nextEvent();

        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
        assertThat(events).isEmpty();
    }

    @Test
    void a_message_that_keeps_failing_moves_to_the_dead_letter_queue_and_its_group_continues() throws Exception {
        sqsFixture.send("acme", "fails-9-times");
        startPoller(true);

        sqsFixture.awaitCount(sqsFixture.deadLetterQueue(), 1);
        sqsFixture.send("acme", "after");

        var bodies = bodiesUntil("after", 1);
        assertThat(bodies).containsExactly("fails-9-times", "fails-9-times", "fails-9-times", "after");
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
    }

    @Test
    void two_messages_with_the_same_body_are_deduplicated() throws Exception {
        sqsFixture.send("acme", "same");
        sqsFixture.send("acme", "same");
        startPoller(true);

        assertThat(bodiesUntil("same", 1)).hasSize(1);
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
        assertThat(events).isEmpty();
    }

    @Test
    void groups_are_processed_in_parallel_and_each_of_them_in_order() throws Exception {
        var end = new CountDownLatch(1);
        var function = new FunctionInstances(definition(), () -> waitingFunction(end), _ -> {}, 2);
        startPoller(function, false);
        sqsFixture.send("acme", "waits");
        assertThat(bodiesUntil("waits", 1)).hasSize(1);
        sqsFixture.send("acme", "second");
        sqsFixture.send("globex", "other");

        var whileTheFirstWaits = bodiesUntil("other", 1);
        end.countDown();

        assertThat(whileTheFirstWaits).containsExactly("other");
        assertThat(bodiesUntil("second", 1)).containsExactly("second");
        sqsFixture.awaitCount(sqsFixture.usageQueue(), 0);
    }

    // Records each event, and holds up a message that says so.
    private RequestStreamHandler waitingFunction(CountDownLatch end) {
        return (input, _, _) -> {
            var event = JSON.readTree(input);
            events.add(event);
            if (!event.findValuesAsText("body").contains("waits")) return;
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        };
    }

    private static Instant time(JsonNode message, String attribute) {
        return Instant.ofEpochMilli(message.path("attributes").path(attribute).asLong());
    }

    private static credits.local.aws.template.FunctionDefinition definition() {
        return new credits.local.aws.template.FunctionDefinition(
                "Recorder",
                RecordingFunction.class.getName(),
                Map.of(),
                Duration.ofSeconds(20),
                512,
                new IamRole("recorder", List.of(), List.of()));
    }

    private void startPoller(boolean partialBatches) {
        var log = (Consumer<String>) line -> events.add(event(line));
        startPoller(new FunctionInstances(definition(), Map.of(), InstantSource.system(), log), partialBatches);
    }

    private void startPoller(FunctionInstances function, boolean partialBatches) {
        var mapping = new EventSourceMapping(sqsFixture.usageQueue(), definition(), 10, partialBatches);
        poller = Optional.of(new SqsPoller(mapping, function, sqsFixture.client(), AHEAD, AT_ONCE, errors::add));
    }

    private JsonNode nextEvent() throws InterruptedException {
        var event = events.poll(AWAIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("no batch arrived in time; faults: " + errors);
        return event;
    }

    /// All bodies in the order of their receipt, up to the given receipt of `body`.
    private List<String> bodiesUntil(String body, int receipts) throws InterruptedException {
        var bodies = new ArrayList<String>();
        while (bodies.stream().filter(body::equals).count() < receipts)
            for (var message : nextEvent().path("Records"))
                bodies.add(message.path("body").asText());
        return bodies;
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line.substring(line.indexOf('{')));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
