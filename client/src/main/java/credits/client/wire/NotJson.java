package credits.client.wire;

import java.io.Serial;

/// Text that is not the JSON it should be: what was wrong, never what it said.
public final class NotJson extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// With what was wrong, never with what it said.
    public NotJson(String what) {
        super(what);
    }
}
