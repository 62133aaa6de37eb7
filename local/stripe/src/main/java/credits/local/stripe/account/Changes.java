package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The `previous_attributes` of an update event.
final class Changes {
    private Changes() {}

    /// The properties of `before` that are different now, with their old values.
    static ObjectNode between(ObjectNode before, ObjectNode now) {
        var changes = Shapes.object();
        for (var member : before.properties()) {
            if (!member.getValue().equals(now.get(member.getKey()))) changes.set(member.getKey(), member.getValue());
        }
        return changes;
    }
}
