package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// A function that is invoked when its time has come.
///
/// @param name the rule's
/// @param input the event that the function gets, JSON
/// @param isPermitted whether the function lets itself be invoked by this rule
public record Schedule(String name, Times times, Function function, String input, boolean isPermitted) {
    private static final String EXPRESSION = "ScheduleExpression";
    private static final Set<String> PLAYED = Set.of(EXPRESSION, "Targets", "State");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("Name", "Description", "Tags");
    private static final Set<String> TARGET_PLAYED = Set.of("Arn", "Id", "Input", "RetryPolicy");

    /// Whether a rule is one.
    static boolean is(Resource rule) {
        return !rule.property(EXPRESSION).isMissingNode();
    }

    static Schedule of(Resource rule, JsonNode target, Function function, boolean isPermitted) {
        rule.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("State", "ENABLED");
        for (var property : target.properties())
            if (!TARGET_PLAYED.contains(property.getKey()))
                throw rule.refused("target's property " + property.getKey() + " is not understood");
        if (!target.path("Input").isTextual()) throw rule.refused("target without a plain Input is not understood");
        var text = rule.text(EXPRESSION);
        var times = Times.parse(text).orElseThrow(() -> rule.refused(EXPRESSION + " " + text + " is not understood"));
        return new Schedule(rule.id(), times, function, target.path("Input").asText(), isPermitted);
    }
}
