package credits.simulation.store;

import credits.ledger.Table;
import credits.simulation.store.Condition.Absent;
import credits.simulation.store.Condition.Always;
import credits.simulation.store.Condition.Both;
import credits.simulation.store.Condition.Either;
import credits.simulation.store.Condition.Exists;
import credits.simulation.store.Condition.OneOf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Parses a condition expression: comparisons joined by AND, which binds more tightly, and OR, with parentheses.
final class ConditionParser {
    private static final String PARAMETER = "ConditionExpression";
    private static final String IF_ABSENT = "attribute_not_exists(" + Table.PARTITION + ")";

    private final Tokens tokens;
    private final Placeholders placeholders;

    private ConditionParser(Tokens tokens, Placeholders placeholders) {
        this.tokens = tokens;
        this.placeholders = placeholders;
    }

    static Condition parse(@Nullable String text, Placeholders placeholders) {
        if (text == null) return new Always();
        var tokens = new Tokens(PARAMETER, text);
        var condition = new ConditionParser(tokens, placeholders).either();
        tokens.expectEnd();
        return condition;
    }

    /// Parses the condition of a put: none, the one that protects segments, or one that a change of a record may have.
    static Condition ofPut(@Nullable String text, Placeholders placeholders) {
        return IF_ABSENT.equals(text) ? new Absent(Table.PARTITION) : parse(text, placeholders);
    }

    private Condition either() {
        var condition = both();
        while (tokens.skip("OR")) condition = new Either(condition, both());
        return condition;
    }

    private Condition both() {
        var condition = one();
        while (tokens.skip("AND")) condition = new Both(condition, one());
        return condition;
    }

    private Condition one() {
        if (tokens.skip("NOT")) throw tokens.unknown();
        if (tokens.skip("(")) {
            boolean isDoubled = tokens.skip("(");
            if (isDoubled) throw tokens.unknown(); // DynamoDB rejects redundant parentheses
            var condition = either();
            tokens.expect(")");
            return condition;
        }
        if (tokens.skip("attribute_exists")) return new Exists(argument());
        if (tokens.skip("attribute_not_exists")) return new Absent(argument());
        var name = tokens.name(placeholders);
        if (tokens.skip("=")) return new OneOf(name, List.of(tokens.value(placeholders)));
        tokens.expect("IN");
        return new OneOf(name, values());
    }

    private String argument() {
        tokens.expect("(");
        var name = tokens.name(placeholders);
        tokens.expect(")");
        return name;
    }

    private List<AttributeValue> values() {
        var values = new ArrayList<AttributeValue>();
        tokens.expect("(");
        do values.add(tokens.value(placeholders));
        while (tokens.skip(","));
        tokens.expect(")");
        return values;
    }
}
