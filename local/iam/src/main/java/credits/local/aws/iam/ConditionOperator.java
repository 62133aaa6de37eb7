package credits.local.aws.iam;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A condition operator, without the prefixes `ForAllValues:` and `ForAnyValue:` and the suffix `IfExists`. A
/// negated operator matches an absent key.
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", false, Comparison.EQUAL),
    STRING_NOT_EQUALS("StringNotEquals", true, Comparison.EQUAL),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, Comparison.EQUAL_IGNORE_CASE),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, Comparison.EQUAL_IGNORE_CASE),
    STRING_LIKE("StringLike", false, Comparison.LIKE),
    STRING_NOT_LIKE("StringNotLike", true, Comparison.LIKE),
    // AWS: "ArnEquals and ArnLike behave identically".
    ARN_EQUALS("ArnEquals", false, Comparison.LIKE_ARN),
    ARN_NOT_EQUALS("ArnNotEquals", true, Comparison.LIKE_ARN),
    ARN_LIKE("ArnLike", false, Comparison.LIKE_ARN),
    ARN_NOT_LIKE("ArnNotLike", true, Comparison.LIKE_ARN),
    BOOL("Bool", false, Comparison.EQUAL_IGNORE_CASE),
    /// Checks whether the key is absent: `true` matches an absent key.
    NULL("Null", false, Comparison.EQUAL_IGNORE_CASE);

    /// The comparison of one expected with one actual value.
    private enum Comparison {
        EQUAL,
        EQUAL_IGNORE_CASE,
        LIKE,
        LIKE_ARN;

        boolean matches(String expected, String actual) {
            return switch (this) {
                case EQUAL -> expected.equals(actual);
                case EQUAL_IGNORE_CASE -> expected.equalsIgnoreCase(actual);
                case LIKE -> WildcardMatcher.matches(expected, actual);
                case LIKE_ARN -> WildcardMatcher.matchesArn(expected, actual);
            };
        }
    }

    private final String policyName;
    private final boolean isNegated;
    private final Comparison comparison;

    ConditionOperator(String name, boolean isNegated, Comparison comparison) {
        this.policyName = name;
        this.isNegated = isNegated;
        this.comparison = comparison;
    }

    boolean isNegated() {
        return isNegated;
    }

    /// Whether one of the expected values matches the actual one, or none if the operator is negated.
    boolean matches(Iterable<String> expected, String actual) {
        for (var each : expected) if (comparison.matches(each, actual)) return !isNegated;
        return isNegated;
    }

    /// Parses the name of an operator.
    public static Optional<ConditionOperator> parse(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.policyName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
