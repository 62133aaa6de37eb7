package credits.simulation.flow;

import com.fasterxml.jackson.databind.JsonNode;
import credits.event.AccountEvent;
import credits.event.EventType;
import credits.json.Json;
import credits.retry.ServiceUnavailableException;
import credits.simulation.flow.SimulatedQueue.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is between the functions: the queues with their event source mappings, the stream with its pipe, and the bus
/// with its rules.
final class FlowQueues {
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PIPE_RETRY = Duration.ofSeconds(1);
    private static final int MAX_POLLERS = 3;
    private static final int MAX_RECEIVES = 5;
    private static final Set<String> EMAILED = types(
            EventType.BALANCE_EXHAUSTED,
            EventType.INVOICE_ISSUED,
            EventType.ALERT_CROSSED,
            EventType.LIMIT_FORECAST,
            EventType.LIMIT_REACHED,
            EventType.TOPPED_UP,
            EventType.USAGE_UNCOVERED,
            EventType.PAYMENT_QUARANTINED);
    private static final Set<String> INVOICED = types(EventType.REFUNDED, EventType.TOPPED_UP);
    private static final String CONTINUED = "events.continued";

    final SimulatedQueue usage;
    final SimulatedQueue mail;
    final SimulatedQueue invoices;
    private final FlowSystem system;
    private final SimulatedFunction debit;
    private final SimulatedFunction announce;
    private final SimulatedFunction notify;
    private final SimulatedFunction invoice;
    private final TableStream stream;
    private final double duplicates;
    private int pollers;
    private int tasks;

    FlowQueues(
            FlowSystem system,
            SimulatedFunction debit,
            SimulatedFunction announce,
            SimulatedFunction notify,
            SimulatedFunction invoice) {
        this.system = system;
        this.debit = debit;
        this.announce = announce;
        this.notify = notify;
        this.invoice = invoice;
        this.stream = new TableStream(system.store);
        this.usage = new SimulatedQueue("usage", true, MAX_RECEIVES, system.choices);
        this.mail = new SimulatedQueue("mail", false, MAX_RECEIVES, system.choices);
        this.invoices = new SimulatedQueue("invoices", false, MAX_RECEIVES, system.choices);
        this.duplicates = system.choices.nextBoolean(0.5) ? system.choices.nextInt(20) / 100.0 : 0;
    }

    private static Set<String> types(EventType... types) {
        return Stream.of(types).map(EventType::toString).collect(Collectors.toUnmodifiableSet());
    }

    /// A feature reports usage.
    void sendUsage(String organisation, String body) {
        usage.send(organisation, body, system.now());
        wake();
    }

    /// The webhook requests documents.
    void sendInvoiceRequest(AccountEvent event) {
        system.port.call(
                "SQS invoices",
                () -> {
                    invoices.send(event.organisation().value(), event.toDelivery(), system.now());
                    return true;
                },
                () -> new ServiceUnavailableException("the queue of documents", new IllegalStateException()));
        wake();
    }

    /// Starts pollers for what waits.
    void wake() {
        if (pollers < MAX_POLLERS && stream.readOn()) startPoller("pipe", this::pipeRecords);
        startPoller(usage, debit);
        startPoller(mail, notify);
        startPoller(invoices, invoice);
    }

    private void startPoller(SimulatedQueue queue, SimulatedFunction function) {
        if (pollers < MAX_POLLERS && queue.hasDeliverable())
            startPoller(queue.name(), () -> deliverBatches(queue, function));
    }

    private void startPoller(String name, Runnable work) {
        pollers++;
        system.scheduler.addTask("poller " + tasks++ + " of " + name, () -> {
            try {
                work.run();
            } finally {
                pollers--;
            }
            wake();
        });
    }

    /// Whether everything has been worked on; what became a dead letter waits for a person.
    boolean isIdle() {
        wake();
        return pollers == 0 && usage.isIdle() && mail.isIdle() && invoices.isIdle() && stream.isIdle();
    }

    List<SimulatedQueue> all() {
        return List.of(usage, mail, invoices);
    }

    private void deliverBatches(SimulatedQueue queue, SimulatedFunction function) {
        while (queue.hasDeliverable()) {
            var batch = queue.receive();
            var response = function.invoke(SimulatedQueue.event(batch), groups(batch));
            var failedIds = response.map(FlowQueues::failedIds).orElseGet(() -> ids(batch));
            if (!failedIds.isEmpty()) system.scheduler.sleep(VISIBILITY_TIMEOUT);
            queue.settle(batch, failedIds);
        }
    }

    private static Set<String> groups(List<Message> batch) {
        return batch.stream().map(Message::group).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> failedIds(JsonNode response) {
        return Set.copyOf(response.path("batchItemFailures").findValuesAsText("itemIdentifier"));
    }

    private static Set<String> ids(List<Message> batch) {
        var ids = new HashSet<String>();
        batch.forEach(message -> ids.add(message.id()));
        return ids;
    }

    private void pipeRecords() {
        while (stream.readOn()) {
            var record = stream.take();
            while (!tryPipe(record.json())) system.scheduler.sleep(PIPE_RETRY);
            if (system.choices.nextBoolean(duplicates)) {
                var _ = tryPipe(record.json());
            }
            stream.complete(record);
        }
    }

    private boolean tryPipe(Json record) {
        var events = announce.invoke(Json.array(List.of(record)).toText(), Set.of());
        events.ifPresent(all -> all.forEach(this::route));
        return events.isPresent();
    }

    private void route(JsonNode event) {
        var type = event.path("type").asText();
        int copies = system.choices.nextBoolean(duplicates) ? 2 : 1;
        var body = "{\"source\":\"credits\",\"detail\":" + event + "}";
        var group = event.path("subject").asText();
        for (int i = 0; i < copies; i++) {
            if (EMAILED.contains(type)) mail.send(group, body, system.now());
            if (INVOICED.contains(type)) invoices.send(group, body, system.now());
        }
        if (type.equals(CONTINUED)) {
            var record = Json.object()
                    .put("eventSource", "aws:sqs")
                    .put("body", body)
                    .build();
            while (!tryPipe(record)) system.scheduler.sleep(PIPE_RETRY);
        }
    }
}
