package credits.local.aws.iam;

import java.util.List;

/// One condition of a statement. All conditions of a statement must match; of the expected values, one.
///
/// @param ifExists whether the condition also matches a request without the key
public record PolicyCondition(
        Quantifier quantifier, ConditionOperator operator, boolean ifExists, ConditionKey key, List<String> expected) {
    /// The number of a key's values that must match.
    public enum Quantifier {
        /// The key has one value.
        SINGLE_VALUE,
        /// All of them; also matches if there are none.
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
