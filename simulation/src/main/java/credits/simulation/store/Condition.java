package credits.simulation.store;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A condition on an item (empty if there is none) that a write requires.
sealed interface Condition {
    /// `attribute_exists(name)`
    record Exists(String name) implements Condition {}

    /// `attribute_not_exists(name)`
    record Absent(String name) implements Condition {}

    /// `name = :value`, or `name IN (:one, :other)`
    record OneOf(String name, List<AttributeValue> values) implements Condition {}

    /// `one AND other`
    record Both(Condition one, Condition other) implements Condition {}

    /// `one OR other`
    record Either(Condition one, Condition other) implements Condition {}

    /// No condition.
    record Always() implements Condition {}

    default boolean holdsOf(Map<String, AttributeValue> item) {
        return switch (this) {
            case Exists(var name) -> item.containsKey(name);
            case Absent(var name) -> !item.containsKey(name);
            case OneOf(var name, var values) -> item.containsKey(name) && values.contains(item.get(name));
            case Both(var one, var other) -> one.holdsOf(item) && other.holdsOf(item);
            case Either(var one, var other) -> one.holdsOf(item) || other.holdsOf(item);
            case Always() -> true;
        };
    }
}
