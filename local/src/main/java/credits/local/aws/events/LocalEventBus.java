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

/// The event bus: puts each event on the queues of the rules that it fits, and remembers the newest for its page.
public final class LocalEventBus {
    /// A queue whose policy does not let a rule's events in.
    static final class NotPermittedException extends Exception {
        private static final long serialVersionUID = 1;

        NotPermittedException(RuleDefinition rule, RuleDefinition.TargetQueue targetQueue) {
            super("The policy of queue %s does not permit events.amazonaws.com to send to it for rule %s"
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

    /// `errors` gets what could not be delivered.
    public LocalEventBus(
            List<RuleDefinition> rules, SqsClient sqsClient, InstantSource clock, Consumer<Throwable> errors) {
        this.rules = rules;
        this.sqsClient = sqsClient;
        this.clock = clock;
        this.errors = errors;
    }

    /// Takes what a pipe hands over. As AWS's does, it takes at most ten at a time.
    void put(String source, List<JsonNode> details) {
        if (details.size() > MAX_BATCH_EVENTS) throw new IllegalArgumentException(details.size() + " events at once");
        details.forEach(detail -> put(envelope(source, detail)));
    }

    /// What was put on it, newest first, at most a thousand.
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

    /// Where a queue's policy does not let the rule send, AWS tries the dead letters at once, and else drops the event.
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
