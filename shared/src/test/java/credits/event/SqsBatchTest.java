package credits.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBatchTest {
    @Test
    void a_message_has_its_sent_time_its_sender_its_receive_count_and_its_receipt() {
        var batch = read(record("m-1", "acme", "{\\\"a\\\":\\\"\\u00e9\\ud800\\\"}"));

        assertThat(batch.messages())
                .containsExactly(new SqsBatch.SqsMessage(
                        "m-1", "{\"a\":\"é\ud800\"}", Instant.parse("2026-11-22T12:00:03.041Z"), "x", "acme", 2, "x"));
    }

    @Test
    void messages_of_one_group_stay_together_in_order() {
        var batch =
                read(record("m-1", "acme", "") + "," + record("m-2", "globex", "") + "," + record("m-3", "acme", ""));

        var groups = batch.byGroup();

        assertThat(groups.sequencedKeySet()).containsExactly("acme", "globex");
        assertThat(groups.get("acme")).extracting(SqsBatch.SqsMessage::id).containsExactly("m-1", "m-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"Records\":{}}",
                "{\"Records\":[{}]}",
                "{\"Records\":[{\"messageId\":\"m\",\"body\":\"\",\"attributes\":{\"SentTimestamp\":\"soon\",\"MessageGroupId\":\"a\",\"ApproximateReceiveCount\":\"1\"}}]}"
            })
    void an_event_of_another_form_is_an_illegal_state(String event) {
        var input = new ByteArrayInputStream(event.getBytes(UTF_8));

        assertThatThrownBy(() -> SqsBatch.fromEvent(input)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_response_names_only_the_failed_messages() throws IOException {
        var output = new ByteArrayOutputStream();

        SqsBatch.writeFailures(List.of("m-1", "m-3"), output);

        assertThat(output.toString(UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"},{\"itemIdentifier\":\"m-3\"}]}");
    }

    private static SqsBatch read(String records) {
        return SqsBatch.fromEvent(new ByteArrayInputStream(("{\"Records\":[" + records + "]}").getBytes(UTF_8)));
    }

    private static String record(String id, String group, String body) {
        return """
                {"messageId": "%s", "receiptHandle": "x", "body": "%s", "attributes": {
                 "ApproximateReceiveCount": "2", "SentTimestamp": "1795348803041", "SequenceNumber": "1",
                 "MessageGroupId": "%s", "SenderId": "x", "ApproximateFirstReceiveTimestamp": "1795348809999"},
                 "messageAttributes": {}, "md5OfBody": "x", "eventSource": "aws:sqs", "awsRegion": "eu-south-1"}""".formatted(id, body, group);
    }
}
