package credits.simulation.store;

import credits.aws.TableKeys;
import credits.simulation.store.ConditionExpression.Always;
import credits.simulation.store.ConditionExpression.And;
import credits.simulation.store.ConditionExpression.Exists;
import credits.simulation.store.ConditionExpression.In;
import credits.simulation.store.ConditionExpression.NotExists;
import credits.simulation.store.ConditionExpression.Or;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Parses a condition expression: comparisons joined by AND, which binds more tightly, and OR, with parentheses.
final class ConditionExpressionParser {
    private static final String PARAMETER = "ConditionExpression";
    private static final String IF_ABSENT = "attribute_not_exists(" + TableKeys.PARTITION_KEY + ")";

    private final ExpressionTokens tokens;
    private final ExpressionPlaceholders placeholders;

    private ConditionExpressionParser(ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        this.tokens = tokens;
        this.placeholders = placeholders;
    }

    static ConditionExpression parse(@Nullable String text, ExpressionPlaceholders placeholders) {
        if (text == null) return new Always();
        var tokens = new ExpressionTokens(PARAMETER, text);
        var condition = new ConditionExpressionParser(tokens, placeholders).parseOr();
        tokens.expectEnd();
        return condition;
    }

    /// Parses the condition of a put: none, the one that protects segments, or one that a change of a record may have.
    static ConditionExpression parsePutCondition(@Nullable String text, ExpressionPlaceholders placeholders) {
        return IF_ABSENT.equals(text) ? new NotExists(TableKeys.PARTITION_KEY) : parse(text, placeholders);
    }

    private ConditionExpression parseOr() {
        var condition = parseAnd();
        while (tokens.skipIf("OR")) condition = new Or(condition, parseAnd());
        return condition;
    }

    private ConditionExpression parseAnd() {
        var condition = parseTerm();
        while (tokens.skipIf("AND")) condition = new And(condition, parseTerm());
        return condition;
    }

    private ConditionExpression parseTerm() {
        if (tokens.skipIf("NOT")) throw tokens.unsupported();
        if (tokens.skipIf("(")) {
            boolean isDoubled = tokens.skipIf("(");
            if (isDoubled) throw tokens.unsupported(); // DynamoDB rejects redundant parentheses
            var condition = parseOr();
            tokens.expect(")");
            return condition;
        }
        if (tokens.skipIf("attribute_exists")) return new Exists(parseArgument());
        if (tokens.skipIf("attribute_not_exists")) return new NotExists(parseArgument());
        var name = tokens.nextName(placeholders);
        if (tokens.skipIf("=")) return new In(name, List.of(tokens.nextValue(placeholders)));
        tokens.expect("IN");
        return new In(name, parseValues());
    }

    private String parseArgument() {
        tokens.expect("(");
        var name = tokens.nextName(placeholders);
        tokens.expect(")");
        return name;
    }

    private List<AttributeValue> parseValues() {
        var values = new ArrayList<AttributeValue>();
        tokens.expect("(");
        do values.add(tokens.nextValue(placeholders));
        while (tokens.skipIf(","));
        tokens.expect(")");
        return values;
    }
}
