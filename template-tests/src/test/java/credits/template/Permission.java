package credits.template;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import credits.template.Deployment.Resource;
import java.util.List;
import java.util.stream.Stream;

/// One statement of a function's role, with its references resolved.
///
/// @param keys the patterns of the leading keys: all must match to allow, any to deny; empty if the statement
///     has no condition
/// @param inTransactions whether it applies only within a transaction
record Permission(
        String effect, List<String> actions, List<String> resources, List<String> keys, boolean inTransactions) {
    /// All statements of the role of `function`, from every policy attached to it.
    static List<Permission> of(Resource function, Deployment deployment) {
        var role =
                deployment.target(function.property("Role").path("Fn::GetAtt").path(0));
        return deployment.all("AWS::IAM::Policy").stream()
                .filter(policy -> Deployment.list(policy.property("Roles")).stream()
                        .anyMatch(each -> each.path("Ref").asText().equals(role)))
                .flatMap(policy -> in(policy, deployment))
                .toList();
    }

    boolean allows() {
        return effect.equals("Allow");
    }

    /// The statement as one line of the approved list.
    String line() {
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
    static Stream<Permission> in(Resource policy, Deployment deployment) {
        return Deployment.list(policy.property("PolicyDocument").path("Statement")).stream()
                .map(statement -> new Permission(
                        statement.path("Effect").textValue(),
                        Deployment.texts(statement.path("Action")),
                        Deployment.list(statement.path("Resource")).stream()
                                .map(deployment::target)
                                .toList(),
                        keys(statement),
                        Deployment.list(statement.at("/Condition/StringEquals/dynamodb:EnclosingOperation")).stream()
                                .anyMatch(each -> each.asText().equals("TransactWriteItems"))));
    }

    private static List<String> keys(JsonNode statement) {
        var operator = statement.path("Effect").asText().equals("Allow") ? "ForAllValues" : "ForAnyValue";
        var keys = statement.at("/Condition/" + operator + ":StringLike/dynamodb:LeadingKeys");
        return keys.isMissingNode() ? List.of() : Deployment.texts(keys);
    }
}
