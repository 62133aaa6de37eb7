package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What an update changed, as `previous_attributes` tells it.
final class Changes {
    private Changes() {}

    /// The members of `before` that are another now.
    static ObjectNode between(ObjectNode before, ObjectNode now) {
        var changes = Shapes.object();
        for (var member : before.properties()) {
            if (!member.getValue().equals(now.get(member.getKey()))) changes.set(member.getKey(), member.getValue());
        }
        return changes;
    }
}
