package credits.wire;

import java.io.Serial;

/// Input that is not what it should be: where, and what it should have been. Never what it was.
public final class Malformed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    /// @param pointer where, as RFC 6901 writes it; empty for the whole
    public Malformed(String pointer, String detail) {
        // Without a stack: it is an answer to a stranger, who may ask for many.
        super(detail, null, false, false);
        this.violation = new Violation(pointer, detail);
    }

    public Violation violation() {
        return violation;
    }
}
