package credits.infrastructure.template;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.List;
import java.util.stream.Stream;

/// One statement of a function's role, with its references resolved.
///
/// @param keys the patterns of the leading keys: all must match to allow, any to deny; empty if the statement
///     has no condition
/// @param inTransactions whether it applies only within a transaction
record RolePermission(
        String effect, List<String> actions, List<String> resources, List<String> keys, boolean inTransactions) {
    /// All statements of the role of `function`, from every policy attached to it.
    static List<RolePermission> ofFunction(TemplateResource function, SynthesizedTemplates templates) {
        var role =
                templates.resolve(function.property("Role").path("Fn::GetAtt").path(0));
        return templates.all("AWS::IAM::Policy").stream()
                .filter(policy -> SynthesizedTemplates.toList(policy.property("Roles")).stream()
                        .anyMatch(each -> each.path("Ref").asText().equals(role)))
                .flatMap(policy -> ofPolicy(policy, templates))
                .toList();
    }

    boolean allows() {
        return effect.equals("Allow");
    }

    /// The statement as one line of the approved list.
    String format() {
        var where = resources.stream().map(each -> " on " + each).collect(joining());
        return "%s %s%s%s"
                .formatted(
                        effect,
                        String.join(" ", actions),
                        where,
                        (keys.isEmpty() ? "" : " of " + String.join(" ", keys))
                                + (inTransactions ? " in transactions" : ""));
    }

    /// The statements of one policy.
    static Stream<RolePermission> ofPolicy(TemplateResource policy, SynthesizedTemplates templates) {
        return SynthesizedTemplates.toList(policy.property("PolicyDocument").path("Statement")).stream()
                .map(statement -> new RolePermission(
                        statement.path("Effect").textValue(),
                        SynthesizedTemplates.toTexts(statement.path("Action")),
                        SynthesizedTemplates.toList(statement.path("Resource")).stream()
                                .map(templates::resolve)
                                .toList(),
                        keys(statement),
                        SynthesizedTemplates.toList(statement.at("/Condition/StringEquals/dynamodb:EnclosingOperation"))
                                .stream()
                                .anyMatch(each -> each.asText().equals("TransactWriteItems"))));
    }

    private static List<String> keys(JsonNode statement) {
        var operator = statement.path("Effect").asText().equals("Allow") ? "ForAllValues" : "ForAnyValue";
        var keys = statement.at("/Condition/" + operator + ":StringLike/dynamodb:LeadingKeys");
        return keys.isMissingNode() ? List.of() : SynthesizedTemplates.toTexts(keys);
    }
}
