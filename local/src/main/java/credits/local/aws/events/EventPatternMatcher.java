package credits.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;

/// Matches EventBridge event patterns, as far as the template uses them: values, `prefix` and `exists`. Any
/// other operator is an [IllegalArgumentException].
final class EventPatternMatcher {
    private EventPatternMatcher() {}

    static boolean matches(JsonNode pattern, JsonNode event) {
        return pattern.properties().stream()
                .allMatch(field -> field.getValue().isArray()
                        ? matchesAny(field.getValue(), event.path(field.getKey()))
                        : matches(field.getValue(), event.path(field.getKey())));
    }

    private static boolean matchesAny(JsonNode allowed, JsonNode value) {
        return allowed.valueStream()
                .anyMatch(each -> each.isObject() ? matchesOperator(each, value) : each.equals(value));
    }

    private static boolean matchesOperator(JsonNode operator, JsonNode value) {
        if (operator.has("prefix"))
            return value.isTextual()
                    && value.asText().startsWith(operator.path("prefix").asText());
        if (operator.has("exists")) return operator.path("exists").asBoolean() != value.isMissingNode();
        throw new IllegalArgumentException("unsupported operator: " + operator);
    }
}
