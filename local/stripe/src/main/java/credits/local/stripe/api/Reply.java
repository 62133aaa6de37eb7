package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;

/// A response: its status and JSON body, and whether it was stored for an earlier request.
record Reply(int status, String body, boolean replayed) {
    static Reply of(int status, JsonNode body) {
        return new Reply(status, body.toPrettyString(), false);
    }

    Reply again() {
        return new Reply(status, body, true);
    }
}
