package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.schedule.ScheduleExpression;
import java.util.Set;

/// A function that is invoked on a schedule.
///
/// @param name the name of the rule
/// @param input the event for the function, in JSON
/// @param isPermitted whether the function's policy allows this rule to invoke it
public record ScheduleDefinition(
        String name, ScheduleExpression expression, FunctionDefinition function, String input, boolean isPermitted) {
    private static final String EXPRESSION = "ScheduleExpression";
    private static final Set<String> SUPPORTED_PROPERTIES = Set.of(EXPRESSION, "Targets", "State");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("Name", "Description", "Tags");
    private static final Set<String> SUPPORTED_TARGET_PROPERTIES = Set.of("Arn", "Id", "Input", "RetryPolicy");

    /// Whether a rule has a schedule.
    static boolean isSchedule(TemplateResource rule) {
        return !rule.property(EXPRESSION).isMissingNode();
    }

    static ScheduleDefinition of(
            TemplateResource rule, JsonNode target, FunctionDefinition function, boolean isPermitted) {
        rule.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("State", "ENABLED");
        for (var property : target.properties())
            if (!SUPPORTED_TARGET_PROPERTIES.contains(property.getKey()))
                throw rule.unsupported("target's property " + property.getKey() + " is not supported");
        if (!target.path("Input").isTextual()) throw rule.unsupported("target without a plain Input is not supported");
        var text = rule.text(EXPRESSION);
        var expression = ScheduleExpression.parse(text)
                .orElseThrow(() -> rule.unsupported(EXPRESSION + " " + text + " is not supported"));
        return new ScheduleDefinition(
                rule.id(), expression, function, target.path("Input").asText(), isPermitted);
    }
}
