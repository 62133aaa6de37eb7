package credits.local.aws.iam;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a condition compares, without `ForAllValues:`, `ForAnyValue:` and `IfExists`. A negated one is true of a key
/// that is absent.
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
    /// Asks whether the key is there at all: `true` means absent.
    NULL("Null", false, Comparison.EQUAL_IGNORE_CASE);

    /// How one value is held to another.
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

    /// Whether what a policy says is true of a value of the call.
    boolean matches(Iterable<String> expected, String actual) {
        for (var each : expected) if (comparison.matches(each, actual)) return !isNegated;
        return isNegated;
    }

    /// The operator that policies call so.
    public static Optional<ConditionOperator> parse(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.policyName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
