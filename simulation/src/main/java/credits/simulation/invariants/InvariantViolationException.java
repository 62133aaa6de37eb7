package credits.simulation.invariants;

import org.jspecify.annotations.Nullable;

/// Thrown when an invariant does not hold. The message says which one, with the evidence.
public final class InvariantViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private InvariantViolationException(String law) {
        super(law);
    }

    /// Throws this exception unless `holds`.
    public static void check(boolean holds, String law, Object evidence) {
        if (!holds) throw new InvariantViolationException(law + ": " + evidence);
    }

    static InvariantViolationException of(String law, Object evidence) {
        return new InvariantViolationException(law + ": " + evidence);
    }

    /// Returns the violation `broken` with where it happened.
    public static InvariantViolationException wrap(String where, RuntimeException broken) {
        var violation = new InvariantViolationException(where + ": " + broken.getMessage());
        violation.initCause(broken);
        return violation;
    }

    /// Returns `value`, which must have been recorded when it was sent.
    public static <T> T requireRecorded(@Nullable T value, Object description) {
        if (value == null) throw new InvariantViolationException("booked, but never sent: " + description);
        return value;
    }
}
