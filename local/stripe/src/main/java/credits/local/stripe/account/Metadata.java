package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Parses metadata within Stripe's limits: 50 keys, 40 characters per key, 500 per value. See
/// https://docs.stripe.com/api/metadata.
final class Metadata {
    private static final int MOST_KEYS = 50;
    private static final int LONGEST_KEY = 40;
    private static final int LONGEST_VALUE = 500;

    private Metadata() {}

    static ObjectNode of(Form form) {
        var entries = form.entries("metadata");
        if (entries.size() > MOST_KEYS) throw refused(form, "You can set at most 50 metadata keys");
        for (var entry : entries.entrySet()) check(form, entry);
        return Shapes.object(entries);
    }

    private static void check(Form form, Map.Entry<String, String> entry) {
        if (entry.getKey().length() > LONGEST_KEY)
            throw refused(form, "Metadata keys must be at most 40 characters long: " + entry.getKey());
        if (entry.getValue().length() > LONGEST_VALUE)
            throw refused(form, "Metadata values must be at most 500 characters long: " + entry.getKey());
    }

    private static Refusal refused(Form form, String message) {
        return Refusal.invalid("", form.name("metadata"), message);
    }
}
