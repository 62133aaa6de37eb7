package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Thrown for a request that Stripe rejects, with the HTTP status and the `error` object. See
/// https://docs.stripe.com/api/errors.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INVALID = "invalid_request_error";

    private final int status;
    private final String type;
    private final String code;
    private final String parameter;

    /// @param code may be empty
    /// @param parameter the parameter that is wrong; may be empty
    public Refusal(int status, String type, String code, String parameter, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.parameter = parameter;
    }

    /// A 400 about one parameter.
    public static Refusal invalid(String code, String parameter, String message) {
        return new Refusal(400, INVALID, code, parameter, message);
    }

    public static Refusal missing(String parameter) {
        return invalid("parameter_missing", parameter, "Missing required param: " + parameter + ".");
    }

    public static Refusal unknown(String parameter) {
        return invalid("parameter_unknown", parameter, "Received unknown parameter: " + parameter);
    }

    /// A missing object: 404 if it is in the path, 400 if a parameter names it.
    public static Refusal noSuch(int status, String object, String id, String parameter) {
        return new Refusal(status, INVALID, "resource_missing", parameter, "No such " + object + ": '" + id + "'");
    }

    public int status() {
        return status;
    }

    /// Whether the request itself was invalid. Stripe does not store such responses for an idempotency key.
    public boolean isInvalid() {
        return type.equals(INVALID);
    }

    /// The response body: `{"error": {…}}`.
    public ObjectNode toJson() {
        var error = JsonNodeFactory.instance.objectNode();
        optional(code).ifPresent(text -> error.put("code", text));
        optional(code).ifPresent(text -> error.put("doc_url", "https://stripe.com/docs/error-codes/" + text));
        error.put("message", getMessage());
        optional(parameter).ifPresent(text -> error.put("param", text));
        error.put("type", type);
        return JsonNodeFactory.instance.objectNode().set("error", error);
    }

    private static Optional<String> optional(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }
}
