package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Thrown for a request that Stripe rejects, with the HTTP status and the `error` object. See
/// https://docs.stripe.com/api/errors.
public final class FakeStripeException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INVALID_REQUEST = "invalid_request_error";

    private final int status;
    private final String type;
    private final String code;
    private final String parameter;

    /// @param code may be empty
    /// @param parameter the parameter that is wrong; may be empty
    public FakeStripeException(int status, String type, String code, String parameter, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.parameter = parameter;
    }

    /// A 400 about one parameter.
    public static FakeStripeException invalidParameter(String code, String parameter, String message) {
        return new FakeStripeException(400, INVALID_REQUEST, code, parameter, message);
    }

    public static FakeStripeException missingParameter(String parameter) {
        return invalidParameter("parameter_missing", parameter, "Missing required param: " + parameter + ".");
    }

    public static FakeStripeException unknownParameter(String parameter) {
        return invalidParameter("parameter_unknown", parameter, "Received unknown parameter: " + parameter);
    }

    /// A missing object: 404 if it is in the path, 400 if a parameter names it.
    public static FakeStripeException resourceMissing(int status, String object, String id, String parameter) {
        return new FakeStripeException(
                status, INVALID_REQUEST, "resource_missing", parameter, "No such " + object + ": '" + id + "'");
    }

    public int status() {
        return status;
    }

    /// Whether the request itself was invalid. Stripe does not store such responses for an idempotency key.
    public boolean isInvalidRequest() {
        return type.equals(INVALID_REQUEST);
    }

    /// The response body: `{"error": {…}}`.
    public ObjectNode toJson() {
        var error = JsonNodeFactory.instance.objectNode();
        nonEmpty(code).ifPresent(text -> error.put("code", text));
        nonEmpty(code).ifPresent(text -> error.put("doc_url", "https://stripe.com/docs/error-codes/" + text));
        error.put("message", getMessage());
        nonEmpty(parameter).ifPresent(text -> error.put("param", text));
        error.put("type", type);
        return JsonNodeFactory.instance.objectNode().set("error", error);
    }

    private static Optional<String> nonEmpty(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }
}
