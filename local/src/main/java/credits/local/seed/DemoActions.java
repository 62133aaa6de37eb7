package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.demo.Step;
import credits.local.demo.Story;
import credits.local.gateway.Gateway;
import credits.local.gateway.Request;
import credits.local.lambda.Function;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Does what a story's steps say, through the real functions: calls of the API by a gateway, usage by events of the
/// queue. Nothing is written past them. What is undecided, as on a machine too busy to answer in time, is repeated as
/// callers and queues do. What is not done well is an [IllegalStateException] with the answer.
///
/// @param debit an instance for this organisation alone, which so always knows the end of its chain
record Doing(Gateway gateway, Function debit, Tokens tokens, Preparation preparation) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPERATOR = "operator";
    private static final int UNDECIDED = 503;
    private static final int MOST_ATTEMPTS = 5;

    void step(Story story, Step step) {
        switch (step) {
            case Step.Credits credits -> give(story, credits);
            case Step.Limits limits -> limit(story, limits);
            case Step.TimeZone(var _, var zone) -> preparation.timeZone(story.id(), zone);
            case Step.Usage(var messages) -> report(story, messages);
        }
    }

    private void give(Story story, Step.Credits credits) {
        var body = JSON.createObjectNode()
                .put("organisation", story.id())
                .put("amount", credits.amount())
                .put("reason", credits.reason());
        var token = tokens.token("platform", "usr_operator", OPERATOR);
        call("POST", "/v1/adjustments", token, Map.of("idempotency-key", credits.key()), body.toString());
    }

    private void limit(Story story, Step.Limits limits) {
        var body = JSON.createObjectNode()
                .put("alert_threshold", limits.alertThreshold())
                .put("allowed_limit", limits.allowedLimit());
        body.putArray("alert_recipients").add("accounting@" + story.id() + ".example");
        var token = tokens.token(story.id(), limits.owner(), "owner");
        call("PUT", "/v1/limits", token, Map.of("if-match", "*"), body.toString());
    }

    private void call(String method, String path, String token, Map<String, String> more, String body) {
        var headers = new TreeMap<String, List<String>>();
        more.forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("authorization", List.of("Bearer " + token));
        headers.put("content-type", List.of("application/json"));
        var request = new Request(method, path, "", "HTTP/1.1", "127.0.0.1", headers, body.getBytes(UTF_8));
        var answer = gateway.answer(request);
        for (int made = 1; answer.status() == UNDECIDED && made < MOST_ATTEMPTS; made++)
            answer = gateway.answer(request);
        if (answer.status() >= 300)
            throw new IllegalStateException(path + ": " + answer.status() + " " + new String(answer.body(), UTF_8));
    }

    private void report(Story story, List<Step.Message> messages) {
        var left = messages;
        for (int made = 0; !left.isEmpty(); made++) {
            if (made == MOST_ATTEMPTS) throw new IllegalStateException(story.id() + ": usage was not booked");
            left = failed(story, left);
        }
    }

    // Delivers the messages at once, and gives those that are to be delivered again.
    private List<Step.Message> failed(Story story, List<Step.Message> messages) {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (int i = 0; i < messages.size(); i++) {
            var record = records.addObject().put("messageId", Integer.toString(i));
            record.put("body", messages.get(i).body());
            record.putObject("attributes")
                    .put("SentTimestamp", Long.toString(messages.get(i).sentAt().toEpochMilli()))
                    .put("MessageGroupId", story.id())
                    .put("ApproximateReceiveCount", "1");
        }
        try {
            return JSON.readTree(debit.invoke(event.toString().getBytes(UTF_8)))
                    .path("batchItemFailures")
                    .valueStream()
                    .map(failure -> messages.get(failure.path("itemIdentifier").asInt()))
                    .toList();
        } catch (Function.Failed | IOException fault) {
            throw new IllegalStateException(story.id() + ": usage was not booked", fault);
        }
    }
}
