package credits.simulation.store;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A condition on an item (empty if there is none) that a write requires.
sealed interface ConditionExpression {
    /// `attribute_exists(name)`
    record Exists(String name) implements ConditionExpression {}

    /// `attribute_not_exists(name)`
    record NotExists(String name) implements ConditionExpression {}

    /// `name = :value`, or `name IN (:one, :other)`
    record In(String name, List<AttributeValue> values) implements ConditionExpression {}

    /// `one AND other`
    record And(ConditionExpression one, ConditionExpression other) implements ConditionExpression {}

    /// `one OR other`
    record Or(ConditionExpression one, ConditionExpression other) implements ConditionExpression {}

    /// No condition.
    record Always() implements ConditionExpression {}

    default boolean matches(Map<String, AttributeValue> item) {
        return switch (this) {
            case Exists(var name) -> item.containsKey(name);
            case NotExists(var name) -> !item.containsKey(name);
            case In(var name, var values) -> item.containsKey(name) && values.contains(item.get(name));
            case And(var one, var other) -> one.matches(item) && other.matches(item);
            case Or(var one, var other) -> one.matches(item) || other.matches(item);
            case Always() -> true;
        };
    }
}
