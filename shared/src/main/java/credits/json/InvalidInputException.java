package credits.json;

import java.io.Serial;

/// Thrown for invalid input. The message has the place and the rule, and never quotes the input.
public final class InvalidInputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient FieldError fieldError;

    /// @param pointer the place, as in RFC 6901; empty for the whole input
    public InvalidInputException(String pointer, String detail) {
        // Without a stack trace: callers can cause this as often as they like.
        super(detail, null, false, false);
        this.fieldError = new FieldError(pointer, detail);
    }

    public FieldError fieldError() {
        return fieldError;
    }
}
