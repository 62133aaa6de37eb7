package credits.local.stripe.api;

import credits.local.stripe.account.Form;

/// One call: `POST`, `/v1/refunds`, and its parameters. Key and authorization are empty when they were not sent.
record Call(String method, String path, String encoded, String authorization, String key) {
    Form form() {
        return Form.of(encoded);
    }

    /// The bearer's key, or the user name of basic authentication as Stripe takes it; empty when there is none.
    String secret() {
        return authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : "";
    }

    boolean isWrite() {
        return method.equals("POST");
    }
}
