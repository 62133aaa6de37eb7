package credits.wire;

import java.io.Serial;

/// Thrown for invalid input. It says where and what the rule is, and never quotes the input.
public final class Malformed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    /// @param pointer the place, as in RFC 6901; empty for the whole input
    public Malformed(String pointer, String detail) {
        // Without a stack trace: callers can cause this as often as they like.
        super(detail, null, false, false);
        this.violation = new Violation(pointer, detail);
    }

    public Violation violation() {
        return violation;
    }
}
