package credits.json;

import java.io.Serial;
import java.util.List;

/// Thrown for invalid input. The errors have the place and the rule, and never quote the input.
public final class InvalidInputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> fieldErrors;

    /// @param pointer the place, as in RFC 6901; empty for the whole input
    public InvalidInputException(String pointer, String detail) {
        this(List.of(new FieldError(pointer, detail)));
    }

    /// @param fieldErrors at least one
    public InvalidInputException(List<FieldError> fieldErrors) {
        // Without a stack trace: callers can cause this as often as they like.
        super(fieldErrors.getFirst().detail(), null, false, false);
        this.fieldErrors = List.copyOf(fieldErrors);
    }

    /// Returns the first error.
    public FieldError fieldError() {
        return fieldErrors.getFirst();
    }

    public List<FieldError> fieldErrors() {
        return fieldErrors;
    }
}
