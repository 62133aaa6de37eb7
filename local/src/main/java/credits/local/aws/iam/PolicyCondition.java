package credits.local.aws.iam;

import java.util.List;

/// One line of a statement's `PolicyCondition`: what a key's values must be. Lines are joined by "and", `expected` by
/// "or".
///
/// @param ifExists also true of a call without the key
public record PolicyCondition(
        Quantifier quantifier, ConditionOperator operator, boolean ifExists, ConditionKey key, List<String> expected) {
    /// Which of a key's several values must fit.
    public enum Quantifier {
        /// The key has one value.
        SINGLE_VALUE,
        /// Every one of them; also true when there is none.
        FOR_ALL_VALUES,
        /// At least one of them.
        FOR_ANY_VALUE
    }

    boolean matches(IamRequest request) {
        var actual = request.contextValues(key);
        if (operator == ConditionOperator.NULL) return operator.matches(expected, Boolean.toString(actual.isEmpty()));
        if (actual.isEmpty() && ifExists) return true;
        return switch (quantifier) {
            case SINGLE_VALUE ->
                actual.isEmpty() ? operator.isNegated() : operator.matches(expected, actual.getFirst());
            case FOR_ALL_VALUES -> actual.stream().allMatch(value -> operator.matches(expected, value));
            case FOR_ANY_VALUE -> actual.stream().anyMatch(value -> operator.matches(expected, value));
        };
    }
}
