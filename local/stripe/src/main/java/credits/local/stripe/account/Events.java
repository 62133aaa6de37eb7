package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What happened, as Stripe tells it: each event holds the object as it was then.
public final class Events {
    private final Made made;
    private final Deque<ObjectNode> untold = new ArrayDeque<>();
    private String request = "";
    private String key = "";

    Events(Made made) {
        this.made = made;
    }

    /// Events from here on say that this request caused them; empty texts when none did.
    public void causedBy(String request, String key) {
        this.request = request;
        this.key = key;
    }

    void tell(String type, ObjectNode object) {
        tell(type, object, Shapes.object());
    }

    /// `previous` are the members that changed, as they were before.
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

    /// Takes the oldest event that was not yet handed to the webhooks.
    public Optional<ObjectNode> nextUntold() {
        return Optional.ofNullable(untold.poll());
    }
}
