package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// The events of the account; each holds a snapshot of its object.
public final class FakeEvents {
    private final ObjectFactory factory;
    private final Deque<ObjectNode> undelivered = new ArrayDeque<>();
    private String causingRequestId = "";
    private String causingIdempotencyKey = "";
    private boolean isDelivering = true;

    FakeEvents(ObjectFactory factory) {
        this.factory = factory;
    }

    /// Sets the request that causes the following events; empty texts for none.
    public void setCause(String requestId, String idempotencyKey) {
        this.causingRequestId = requestId;
        this.causingIdempotencyKey = idempotencyKey;
    }

    void publish(String type, ObjectNode object) {
        publish(type, object, ObjectTemplates.object());
    }

    /// @param previousAttributes the properties that changed, with their old values
    void publish(String type, ObjectNode object, ObjectNode previousAttributes) {
        var event = factory.create("event", "evt_");
        event.put("api_version", factory.apiVersion());
        event.put("type", type);
        var data = event.putObject("data");
        data.set("object", object.deepCopy());
        if (!previousAttributes.isEmpty()) data.set("previous_attributes", previousAttributes);
        var cause = event.putObject("request");
        cause.put("id", causingRequestId.isEmpty() ? null : causingRequestId);
        cause.put("idempotency_key", causingIdempotencyKey.isEmpty() ? null : causingIdempotencyKey);
        var _ = factory.store().add(event);
        if (isDelivering) undelivered.add(event);
    }

    /// Runs an operation whose events are stored and not delivered.
    <R> R withoutDelivery(Supplier<R> work) {
        isDelivering = false;
        try {
            return work.get();
        } finally {
            isDelivering = true;
        }
    }

    /// Takes the oldest event that was not passed to the webhooks yet.
    public Optional<ObjectNode> pollUndelivered() {
        return Optional.ofNullable(undelivered.poll());
    }
}
