package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The `previous_attributes` of an update event.
final class PreviousAttributes {
    private PreviousAttributes() {}

    /// The properties of `before` that are different now, with their old values.
    static ObjectNode between(ObjectNode before, ObjectNode after) {
        var previous = ObjectTemplates.object();
        for (var member : before.properties()) {
            if (!member.getValue().equals(after.get(member.getKey()))) previous.set(member.getKey(), member.getValue());
        }
        return previous;
    }
}
