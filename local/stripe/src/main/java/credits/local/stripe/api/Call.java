package credits.local.stripe.api;

import credits.local.stripe.account.Form;

/// One API request, such as `POST` to `/v1/refunds`, with its parameters.
///
/// @param encoded the form-encoded parameters
/// @param authorization the header; empty if absent
/// @param key the idempotency key; empty if absent
record Call(String method, String path, String encoded, String authorization, String key) {
    Form form() {
        return Form.of(encoded);
    }

    /// The API key: the bearer token, or the user name of basic authentication, as Stripe accepts it; empty if absent.
    String secret() {
        return authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "";
    }

    boolean isWrite() {
        return method.equals("POST");
    }
}
