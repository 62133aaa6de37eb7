package credits.local.access;

import java.util.List;

/// One line of a statement's `Condition`: what a key's values must be. Lines are joined by "and", `wanted` by "or".
///
/// @param ifExists also true of a call without the key
public record Condition(Quantifier quantifier, Operator operator, boolean ifExists, Key key, List<String> wanted) {
    /// Which of a key's several values must fit.
    public enum Quantifier {
        /// The key has one value.
        ONE,
        /// Every one of them; also true when there is none.
        FOR_ALL_VALUES,
        /// At least one of them.
        FOR_ANY_VALUE
    }

    boolean holds(Call call) {
        var given = call.values(key);
        if (operator == Operator.NULL) return operator.holds(wanted, Boolean.toString(given.isEmpty()));
        if (given.isEmpty() && ifExists) return true;
        return switch (quantifier) {
            case ONE -> given.isEmpty() ? operator.isNegated() : operator.holds(wanted, given.getFirst());
            case FOR_ALL_VALUES -> given.stream().allMatch(value -> operator.holds(wanted, value));
            case FOR_ANY_VALUE -> given.stream().anyMatch(value -> operator.holds(wanted, value));
        };
    }
}
