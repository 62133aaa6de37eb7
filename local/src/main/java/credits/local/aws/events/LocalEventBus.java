package credits.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.template.Places;
import credits.local.template.Rule;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The event bus: puts each event on the queues of the rules that it fits, and remembers the newest for its page.
public final class Bus {
    /// A queue whose policy does not let a rule's events in.
    static final class NotPermitted extends Exception {
        private static final long serialVersionUID = 1;

        NotPermitted(Rule rule, Rule.Addressed to) {
            super("The policy of queue %s does not permit events.amazonaws.com to send to it for rule %s"
                    .formatted(to.queue().name(), rule.name()));
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REMEMBERED = 1_000;
    private static final int AT_ONCE = 10;

    private final List<Rule> rules;
    private final SqsClient queues;
    private final InstantSource clock;
    private final Consumer<Throwable> faults;
    private final ConcurrentLinkedDeque<JsonNode> newest = new ConcurrentLinkedDeque<>();

    /// `faults` gets what could not be delivered.
    public Bus(List<Rule> rules, SqsClient queues, InstantSource clock, Consumer<Throwable> faults) {
        this.rules = rules;
        this.queues = queues;
        this.clock = clock;
        this.faults = faults;
    }

    /// Takes what a pipe hands over. As AWS's does, it takes at most ten at a time.
    void put(String source, List<JsonNode> details) {
        if (details.size() > AT_ONCE) throw new IllegalArgumentException(details.size() + " events at once");
        details.forEach(detail -> put(event(source, detail)));
    }

    /// What was put on it, newest first, at most a thousand.
    public List<JsonNode> newest() {
        return List.copyOf(newest);
    }

    private void put(JsonNode event) {
        for (var rule : rules)
            if (Pattern.matches(rule.pattern(), event)) rule.targets().forEach(target -> deliver(rule, target, event));
        newest.addFirst(event);
        while (newest.size() > REMEMBERED) newest.removeLast();
    }

    /// Where a queue's policy does not let the rule send, AWS tries the dead letters at once, and else drops the event.
    private void deliver(Rule rule, Rule.Target target, JsonNode event) {
        if (!target.to().isPermitted()) faults.accept(new NotPermitted(rule, target.to()));
        Stream.concat(Stream.of(target.to()), target.deadLetters().stream())
                .filter(Rule.Addressed::isPermitted)
                .findFirst()
                .ifPresent(addressed -> {
                    var _ = queues.sendMessage(
                            send -> send.queueUrl(addressed.queue().url()).messageBody(event.toString()));
                });
    }

    private ObjectNode event(String source, JsonNode detail) {
        var event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", detail.path("type").asText());
        event.put("source", source);
        event.put("account", Places.ACCOUNT);
        event.put("time", clock.instant().toString());
        event.put("region", Places.REGION);
        event.putArray("resources");
        event.set("detail", detail);
        return event;
    }
}
