package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/// Creates objects with their template, id and creation time.
record ObjectFactory(
        ObjectTemplates templates,
        StripeIdGenerator ids,
        StripeObjectStore store,
        InstantSource clock,
        String apiVersion) {
    /// Creates an object without storing it.
    ObjectNode create(String kind, String prefix) {
        var object = templates.newObject(kind);
        object.put("id", ids.next(prefix));
        object.put("created", epochSeconds());
        return object;
    }

    /// Seconds since 1970, the unit of all times at Stripe.
    long epochSeconds() {
        return clock.instant().getEpochSecond();
    }
}
