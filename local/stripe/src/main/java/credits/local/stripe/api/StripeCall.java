package credits.local.stripe.api;

import credits.local.stripe.account.FormParameters;

/// One API request, such as `POST` to `/v1/refunds`, with its parameters.
///
/// @param encodedParameters the form-encoded parameters
/// @param authorization the header; empty if absent
/// @param idempotencyKey the idempotency key; empty if absent
record StripeCall(String method, String path, String encodedParameters, String authorization, String idempotencyKey) {
    FormParameters form() {
        return FormParameters.parse(encodedParameters);
    }

    /// The API key: the bearer token, or the user name of basic authentication, as Stripe accepts it; empty if absent.
    String apiKey() {
        return authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "";
    }

    boolean isWrite() {
        return method.equals("POST");
    }
}
