package credits.client.internal;

import java.io.Serial;

/// Thrown when text is not the expected JSON. The message says what is wrong and never contains the text.
public final class InvalidJsonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message what is wrong, without the text itself
    public InvalidJsonException(String message) {
        super(message);
    }
}
