package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;

/// What is answered: a status and a JSON body, and whether it is an earlier answer again.
record Reply(int status, String body, boolean replayed) {
    static Reply of(int status, JsonNode body) {
        return new Reply(status, body.toPrettyString(), false);
    }

    Reply again() {
        return new Reply(status, body, true);
    }
}
