package credits.local.aws.role;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.ConditionOperator;
import credits.local.aws.iam.IamStatement;
import credits.local.aws.iam.IamStatement.Effect;
import credits.local.aws.iam.PolicyCondition;
import credits.local.aws.iam.PolicyCondition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses a statement of the approved list, such as `Allow dynamodb:PutItem on AccountsTable.Arn of O#* in
/// transactions`.
final class StatementParser {
    private static final Pattern STATEMENT = Pattern.compile("(?<effect>Allow|Deny) (?<actions>\\S+( \\S+)*?)"
            + "(?<resources>( on \\S+)+)( of (?<keys>.+?))?(?<inTransactions> in transactions)?");

    private StatementParser() {}

    static IamStatement parse(String line) {
        var parts = STATEMENT.matcher(line);
        if (!parts.matches()) throw new IllegalArgumentException("not a statement: " + line);
        var effect = Effect.valueOf(parts.group("effect").toUpperCase(Locale.ROOT));
        return new IamStatement(
                line,
                effect,
                Set.of(),
                List.of(parts.group("actions").split(" ")),
                List.of(parts.group("resources").substring(" on ".length()).split(" on ")),
                conditions(effect, parts.group("keys"), parts.group("inTransactions") != null));
    }

    // All keys of a call must match to allow it, any to deny it.
    private static List<PolicyCondition> conditions(Effect effect, @Nullable String keys, boolean inTransactions) {
        var conditions = new ArrayList<PolicyCondition>();
        if (keys != null)
            conditions.add(new PolicyCondition(
                    effect == Effect.ALLOW ? Quantifier.FOR_ALL_VALUES : Quantifier.FOR_ANY_VALUE,
                    ConditionOperator.STRING_LIKE,
                    false,
                    ConditionKey.LEADING_KEYS,
                    List.of(keys.split(" "))));
        if (inTransactions)
            conditions.add(new PolicyCondition(
                    Quantifier.SINGLE_VALUE,
                    ConditionOperator.STRING_EQUALS,
                    false,
                    ConditionKey.ENCLOSING_OPERATION,
                    List.of("TransactWriteItems")));
        return conditions;
    }
}
