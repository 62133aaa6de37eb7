package credits.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.RuleDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The event bus: sends each event to the queues of the rules it matches, and keeps the newest events for
/// the inspection page.
public final class LocalEventBus {
    /// The queue's policy does not allow the rule to send events.
    static final class NotPermittedException extends Exception {
        private static final long serialVersionUID = 1;

        NotPermittedException(RuleDefinition rule, RuleDefinition.TargetQueue targetQueue) {
            super("The policy of queue %s does not allow events.amazonaws.com to send messages for rule %s"
                    .formatted(targetQueue.queue().name(), rule.name()));
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_REMEMBERED_EVENTS = 1_000;
    private static final int MAX_BATCH_EVENTS = 10;

    private final List<RuleDefinition> rules;
    private final SqsClient sqsClient;
    private final InstantSource clock;
    private final Consumer<Throwable> errors;
    private final ConcurrentLinkedDeque<JsonNode> newestEvents = new ConcurrentLinkedDeque<>();

    /// @param errors receives delivery failures
    public LocalEventBus(
            List<RuleDefinition> rules, SqsClient sqsClient, InstantSource clock, Consumer<Throwable> errors) {
        this.rules = rules;
        this.sqsClient = sqsClient;
        this.clock = clock;
        this.errors = errors;
    }

    /// Publishes events. As in AWS, a call may contain at most ten.
    void put(String source, List<JsonNode> details) {
        if (details.size() > MAX_BATCH_EVENTS) throw new IllegalArgumentException(details.size() + " events at once");
        details.forEach(detail -> put(envelope(source, detail)));
    }

    /// The newest events first, at most a thousand.
    public List<JsonNode> newestEvents() {
        return List.copyOf(newestEvents);
    }

    private void put(JsonNode event) {
        for (var rule : rules)
            if (EventPatternMatcher.matches(rule.pattern(), event))
                rule.ruleTargets().forEach(ruleTarget -> deliver(rule, ruleTarget, event));
        newestEvents.addFirst(event);
        while (newestEvents.size() > MAX_REMEMBERED_EVENTS) newestEvents.removeLast();
    }

    /// Sends the event to the queue. If the queue's policy does not allow it, AWS sends the event to the
    /// dead-letter queue if there is one, and otherwise drops it.
    private void deliver(RuleDefinition rule, RuleDefinition.RuleTarget ruleTarget, JsonNode event) {
        if (!ruleTarget.targetQueue().isPermitted())
            errors.accept(new NotPermittedException(rule, ruleTarget.targetQueue()));
        Stream.concat(Stream.of(ruleTarget.targetQueue()), ruleTarget.deadLetterQueue().stream())
                .filter(RuleDefinition.TargetQueue::isPermitted)
                .findFirst()
                .ifPresent(targetQueue -> {
                    var _ = sqsClient.sendMessage(
                            send -> send.queueUrl(targetQueue.queue().url()).messageBody(event.toString()));
                });
    }

    private ObjectNode envelope(String source, JsonNode detail) {
        var event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", detail.path("type").asText());
        event.put("source", source);
        event.put("account", LocalAddresses.ACCOUNT);
        event.put("time", clock.instant().toString());
        event.put("region", LocalAddresses.REGION);
        event.putArray("resources");
        event.set("detail", detail);
        return event;
    }
}
