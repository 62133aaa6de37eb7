package credits.simulation.flow;

import credits.json.Json;
import credits.simulation.ChoiceSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A queue of SQS with its dead letters: it delivers at least once, sometimes again while the first delivery is in
/// progress.
///
/// A FIFO queue delivers the messages of a group in order, and none while an earlier one is in flight. Any other
/// delivers them in any order.
final class SimulatedQueue {
    private static final int BATCH_SIZE = 10;

    private final String name;
    private final boolean isFifo;
    private final int maxReceives;
    private final ChoiceSource choices;
    private final double duplicates;
    private final List<Message> waiting = new ArrayList<>();
    private final List<Message> deadLetters = new ArrayList<>();
    private final Set<String> busyGroups = new HashSet<>();
    private int sent;
    private int inFlight;

    SimulatedQueue(String name, boolean isFifo, int maxReceives, ChoiceSource choices) {
        this.name = name;
        this.isFifo = isFifo;
        this.maxReceives = maxReceives;
        this.choices = choices;
        this.duplicates = choices.nextBoolean(0.5) ? choices.nextInt(20) / 100.0 : 0;
    }

    /// A message.
    ///
    /// @param group the organisation
    /// @param receives the deliveries so far
    record Message(String id, String group, String body, Instant sentAt, int receives) {
        private Message received() {
            return new Message(id, group, body, sentAt, receives + 1);
        }

        Json toRecord() {
            var attributes = Json.object()
                    .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()))
                    .put("SenderId", "AROAFEATURE12345:worker")
                    .put("MessageGroupId", group)
                    .put("ApproximateReceiveCount", Integer.toString(receives))
                    .build();
            return Json.object()
                    .put("messageId", id)
                    .put("body", body)
                    .put("attributes", attributes)
                    .build();
        }
    }

    String name() {
        return name;
    }

    void send(String group, String body, Instant now) {
        waiting.add(new Message(name + "-" + sent++, group, body, now, 0));
    }

    /// Whether a message can be delivered now.
    boolean hasDeliverable() {
        return waiting.stream().anyMatch(message -> !busyGroups.contains(message.group()));
    }

    /// The next batch; empty if nothing can be delivered now.
    List<Message> receive() {
        var batch = new ArrayList<Message>();
        int wanted = 1 + choices.nextInt(BATCH_SIZE);
        var blocked = new HashSet<>(busyGroups);
        for (int i = isFifo || waiting.isEmpty() ? 0 : choices.nextInt(waiting.size());
                i < waiting.size() && batch.size() < wanted; ) {
            var message = waiting.get(i);
            if (isFifo && blocked.contains(message.group())) {
                i++;
                continue;
            }
            batch.add(waiting.remove(i).received());
        }
        if (batch.isEmpty()) return batch;
        inFlight++;
        if (choices.nextBoolean(duplicates)) waiting.addAll(0, batch);
        else if (isFifo) batch.forEach(message -> busyGroups.add(message.group()));
        return batch;
    }

    /// Ends a delivery: the failed messages wait again, in their places, or become dead letters.
    void settle(List<Message> batch, Set<String> failedIds) {
        inFlight--;
        batch.forEach(message -> busyGroups.remove(message.group()));
        var failed = batch.stream()
                .filter(message -> failedIds.contains(message.id()))
                .toList();
        var again = new ArrayList<Message>();
        for (var message : failed) {
            if (waiting.stream().anyMatch(other -> other.id().equals(message.id()))) continue;
            if (message.receives() >= maxReceives) deadLetters.add(message);
            else again.add(message);
        }
        waiting.addAll(isFifo ? 0 : waiting.size(), again);
    }

    /// Whether nothing waits or is in flight.
    boolean isIdle() {
        return waiting.isEmpty() && inFlight == 0;
    }

    List<Message> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /// Sends the dead letters again, as new messages.
    void redrive(Instant now) {
        deadLetters.forEach(message -> send(message.group(), message.body(), now));
        deadLetters.clear();
    }

    /// The event that a function receives.
    static String event(List<Message> batch) {
        return Json.object()
                .put("Records", batch.stream().map(Message::toRecord).toList())
                .build()
                .toText();
    }
}
