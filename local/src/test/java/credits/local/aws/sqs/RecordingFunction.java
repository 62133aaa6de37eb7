package credits.local.aws.sqs;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;

/// A function that logs every event and does what the bodies say. `fails-2-times …` fails at its first two
/// deliveries, and with it all later messages of its group, as in any FIFO function. `throws …` throws at its
/// first delivery, and `says {…}` returns exactly this at its first delivery.
public final class RecordingFunction implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();

    public RecordingFunction(Map<String, String> environment, InstantSource clock) {
        var _ = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = JSON.readTree(input);
        context.getLogger().log(event.toString());
        output.write(response(event).getBytes(StandardCharsets.UTF_8));
    }

    private static String response(JsonNode event) {
        var answer = JSON.createObjectNode();
        var failures = answer.putArray("batchItemFailures");
        var failedGroups = new HashSet<String>();
        for (var message : event.path("Records")) {
            var body = message.path("body").asText();
            var receipts = message.at("/attributes/ApproximateReceiveCount").asInt();
            var group = message.at("/attributes/MessageGroupId").asText();
            if (body.startsWith("throws ") && receipts == 1) throw new IllegalStateException(body);
            if (body.startsWith("says ") && receipts == 1) return body.substring("says ".length());
            if (body.startsWith("fails-") && receipts <= body.charAt("fails-".length()) - '0') failedGroups.add(group);
            if (failedGroups.contains(group))
                failures.addObject()
                        .put("itemIdentifier", message.path("messageId").asText());
        }
        return answer.toString();
    }
}
