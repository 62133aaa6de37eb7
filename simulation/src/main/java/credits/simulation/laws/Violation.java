package credits.simulation.laws;

import org.jspecify.annotations.Nullable;

/// Thrown when an invariant does not hold. The message says which one, with the evidence.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Violation(String law) {
        super(law);
    }

    static void unless(boolean kept, String law, Object evidence) {
        if (!kept) throw new Violation(law + ": " + evidence);
    }

    static Violation of(String law, Object evidence) {
        return new Violation(law + ": " + evidence);
    }

    static Violation in(String where, RuntimeException broken) {
        var violation = new Violation(where + ": " + broken.getMessage());
        violation.initCause(broken);
        return violation;
    }

    static <T> T ifMissing(@Nullable T value, Object what) {
        if (value == null) throw new Violation("booked, but never sent: " + what);
        return value;
    }
}
