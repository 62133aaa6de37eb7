package credits.local.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a condition compares, without `ForAllValues:`, `ForAnyValue:` and `IfExists`. A negated one is true of a key
/// that is absent.
public enum Operator {
    STRING_EQUALS("StringEquals", false, Comparison.EQUAL),
    STRING_NOT_EQUALS("StringNotEquals", true, Comparison.EQUAL),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, Comparison.EQUAL_IN_ANY_CASE),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, Comparison.EQUAL_IN_ANY_CASE),
    STRING_LIKE("StringLike", false, Comparison.LIKE),
    STRING_NOT_LIKE("StringNotLike", true, Comparison.LIKE),
    // AWS: "ArnEquals and ArnLike behave identically".
    ARN_EQUALS("ArnEquals", false, Comparison.LIKE_ARN),
    ARN_NOT_EQUALS("ArnNotEquals", true, Comparison.LIKE_ARN),
    ARN_LIKE("ArnLike", false, Comparison.LIKE_ARN),
    ARN_NOT_LIKE("ArnNotLike", true, Comparison.LIKE_ARN),
    BOOL("Bool", false, Comparison.EQUAL_IN_ANY_CASE),
    /// Asks whether the key is there at all: `true` means absent.
    NULL("Null", false, Comparison.EQUAL_IN_ANY_CASE);

    /// How one value is held to another.
    private enum Comparison {
        EQUAL,
        EQUAL_IN_ANY_CASE,
        LIKE,
        LIKE_ARN;

        boolean holds(String wanted, String given) {
            return switch (this) {
                case EQUAL -> wanted.equals(given);
                case EQUAL_IN_ANY_CASE -> wanted.equalsIgnoreCase(given);
                case LIKE -> Wildcards.match(wanted, given);
                case LIKE_ARN -> Wildcards.matchArn(wanted, given);
            };
        }
    }

    private final String name;
    private final boolean isNegated;
    private final Comparison comparison;

    Operator(String name, boolean isNegated, Comparison comparison) {
        this.name = name;
        this.isNegated = isNegated;
        this.comparison = comparison;
    }

    boolean isNegated() {
        return isNegated;
    }

    /// Whether what a policy says is true of a value of the call.
    boolean holds(Iterable<String> wanted, String given) {
        for (var each : wanted) if (comparison.holds(each, given)) return !isNegated;
        return isNegated;
    }

    /// The operator that policies call so.
    public static Optional<Operator> named(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
