package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/// What every object is made with: its shape, an id, the time, and where it is kept.
record Made(Shapes shapes, Ids ids, Store store, InstantSource clock, String version) {
    /// A new object, not yet kept.
    ObjectNode make(String kind, String prefix) {
        var object = shapes.make(kind);
        object.put("id", ids.next(prefix));
        object.put("created", now());
        return object;
    }

    /// Seconds since 1970, as all of Stripe's times.
    long now() {
        return clock.instant().getEpochSecond();
    }
}
