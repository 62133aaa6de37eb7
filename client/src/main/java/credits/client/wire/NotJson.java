package credits.client.wire;

import java.io.Serial;

/// Thrown when text is not the expected JSON. The message says what is wrong and never contains the text.
public final class NotJson extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param what what is wrong, without the text itself
    public NotJson(String what) {
        super(what);
    }
}
