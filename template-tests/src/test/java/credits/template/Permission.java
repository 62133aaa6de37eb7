package credits.template;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import credits.template.Deployment.Resource;
import java.util.List;
import java.util.stream.Stream;

/// One statement of a function's role, with its references followed.
///
/// @param keys what the leading keys must match, all of them to be allowed and any of them to be denied; empty if
///     the statement has no condition
/// @param inTransactions only as part of a transaction
record Permission(
        String effect, List<String> actions, List<String> resources, List<String> keys, boolean inTransactions) {
    /// Everything the role of `function` says, from every policy attached to it.
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

    /// One line, as the approved list spells it.
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

    /// What one policy says.
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
