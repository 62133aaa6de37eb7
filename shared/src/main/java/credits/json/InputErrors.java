package credits.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Collects the errors of an input while its parts are read, so that one response names all of them.
public final class InputErrors {
    /// The maximum number of errors that are reported at once.
    public static final int MAX_ERRORS = 50;

    // A set: parts that depend on the same broken part all report its error.
    private final Set<FieldError> errors = new LinkedHashSet<>();

    /// Reads a part of the input and keeps its errors. Call [#throwIfAny] before using a part.
    public <T> Supplier<T> read(Supplier<T> part) {
        try {
            var value = part.get();
            return () -> value;
        } catch (InvalidInputException invalid) {
            invalid.fieldErrors().forEach(this::add);
            return () -> {
                throw invalid;
            };
        }
    }

    /// Reads a part of the input and keeps its errors. Returns `placeholder` for an invalid part, so that others can
    /// be checked before [#throwIfAny].
    public <T> T read(Supplier<T> part, T placeholder) {
        try {
            return part.get();
        } catch (InvalidInputException invalid) {
            invalid.fieldErrors().forEach(this::add);
            return placeholder;
        }
    }

    void add(FieldError error) {
        if (errors.size() < MAX_ERRORS) errors.add(error);
    }

    /// Throws [InvalidInputException] with all errors, unless there are none.
    public void throwIfAny() {
        if (!errors.isEmpty()) throw new InvalidInputException(List.copyOf(errors));
    }
}
