package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/// Creates objects with their template, id and creation time.
record Made(Shapes shapes, Ids ids, Store store, InstantSource clock, String version) {
    /// Creates an object without storing it.
    ObjectNode make(String kind, String prefix) {
        var object = shapes.make(kind);
        object.put("id", ids.next(prefix));
        object.put("created", now());
        return object;
    }

    /// Seconds since 1970, the unit of all times at Stripe.
    long now() {
        return clock.instant().getEpochSecond();
    }
}
