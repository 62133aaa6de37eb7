package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Parses metadata within Stripe's limits: 50 keys, 40 characters per key, 500 per value. See
/// https://docs.stripe.com/api/metadata.
final class MetadataParser {
    private static final int MAX_KEYS = 50;
    private static final int MAX_KEY_LENGTH = 40;
    private static final int MAX_VALUE_LENGTH = 500;

    private MetadataParser() {}

    static ObjectNode parse(FormParameters form) {
        var entries = form.entries("metadata");
        if (entries.size() > MAX_KEYS) throw invalid(form, "You can set at most 50 metadata keys");
        for (var entry : entries.entrySet()) check(form, entry);
        return ObjectTemplates.object(entries);
    }

    private static void check(FormParameters form, Map.Entry<String, String> entry) {
        if (entry.getKey().length() > MAX_KEY_LENGTH)
            throw invalid(form, "Metadata keys must be at most 40 characters long: " + entry.getKey());
        if (entry.getValue().length() > MAX_VALUE_LENGTH)
            throw invalid(form, "Metadata values must be at most 500 characters long: " + entry.getKey());
    }

    private static FakeStripeException invalid(FormParameters form, String message) {
        return FakeStripeException.invalidParameter("", form.fullName("metadata"), message);
    }
}
