package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;

/// A response: its status and JSON body, and whether it was stored for an earlier request.
record StripeReply(int status, String body, boolean isReplayed) {
    static StripeReply of(int status, JsonNode body) {
        return new StripeReply(status, body.toPrettyString(), false);
    }

    StripeReply asReplay() {
        return new StripeReply(status, body, true);
    }
}
