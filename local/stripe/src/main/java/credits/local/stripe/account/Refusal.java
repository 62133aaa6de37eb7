package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A call that Stripe refuses: the HTTP status and what the `error` object says.
/// See https://docs.stripe.com/api/errors.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String INVALID = "invalid_request_error";

    private final int status;
    private final String type;
    private final String code;
    private final String parameter;

    /// `code` and `parameter` may be empty.
    public Refusal(int status, String type, String code, String parameter, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.parameter = parameter;
    }

    /// 400 about one parameter.
    public static Refusal invalid(String code, String parameter, String message) {
        return new Refusal(400, INVALID, code, parameter, message);
    }

    public static Refusal missing(String parameter) {
        return invalid("parameter_missing", parameter, "Missing required param: " + parameter + ".");
    }

    public static Refusal unknown(String parameter) {
        return invalid("parameter_unknown", parameter, "Received unknown parameter: " + parameter);
    }

    /// 404 for the object of the address, 400 for one that a parameter names.
    public static Refusal noSuch(int status, String object, String id, String parameter) {
        return new Refusal(status, INVALID, "resource_missing", parameter, "No such " + object + ": '" + id + "'");
    }

    public int status() {
        return status;
    }

    /// Did the caller ask for something that can never be? Such an answer is not kept for an idempotency key.
    public boolean isInvalid() {
        return type.equals(INVALID);
    }

    /// `{"error": {…}}`.
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
