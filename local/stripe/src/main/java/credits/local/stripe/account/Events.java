package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The events of the account; each holds a snapshot of its object.
public final class Events {
    private final Made made;
    private final Deque<ObjectNode> untold = new ArrayDeque<>();
    private String request = "";
    private String key = "";

    Events(Made made) {
        this.made = made;
    }

    /// Sets the request that causes the following events; empty texts for none.
    public void causedBy(String request, String key) {
        this.request = request;
        this.key = key;
    }

    void tell(String type, ObjectNode object) {
        tell(type, object, Shapes.object());
    }

    /// @param previous the properties that changed, with their old values
    void tell(String type, ObjectNode object, ObjectNode previous) {
        var event = made.make("event", "evt_");
        event.put("api_version", made.version());
        event.put("type", type);
        var data = event.putObject("data");
        data.set("object", object.deepCopy());
        if (!previous.isEmpty()) data.set("previous_attributes", previous);
        var cause = event.putObject("request");
        cause.put("id", request.isEmpty() ? null : request);
        cause.put("idempotency_key", key.isEmpty() ? null : key);
        var _ = made.store().add(event);
        untold.add(event);
    }

    /// Takes the oldest event that was not passed to the webhooks yet.
    public Optional<ObjectNode> nextUntold() {
        return Optional.ofNullable(untold.poll());
    }
}
