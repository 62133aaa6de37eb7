package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.access.Role;
import credits.local.access.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Who may do what: the roles of functions and pipes with all policies attached to them, and what queues and
/// functions say themselves.
final class Policies {
    static final String ROLE = "AWS::IAM::Role";
    static final String POLICY = "AWS::IAM::Policy";
    static final String MANAGED = "AWS::IAM::ManagedPolicy";
    static final String OF_QUEUES = "AWS::SQS::QueuePolicy";
    static final String PERMISSION = "AWS::Lambda::Permission";

    private static final Set<String> ROLE_PLAYED = Set.of("AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies");
    private static final Set<String> ATTACHED_PLAYED = Set.of("PolicyDocument", "Roles");
    private static final Set<String> WITHOUT_MEANING_HERE =
            Set.of("Description", "MaxSessionDuration", "Path", "PolicyName", "ManagedPolicyName", "RoleName", "Tags");

    private final Stacks stacks;
    private final References references;
    private final Statements statements;

    Policies(Stacks stacks, References references) {
        this.stacks = stacks;
        this.references = references;
        this.statements = new Statements(references);
    }

    /// The role that `holder` names in its property.
    Role role(Resource holder, String property) {
        if (holder.property(property).isMissingNode()) throw holder.refused("it has no " + property);
        var role = references.resource(new Expression(holder.stack(), holder.property(property)));
        if (!role.type().equals(ROLE)) throw holder.refused(property + " points at " + role.place());
        role.refuseOtherThan(ROLE_PLAYED, WITHOUT_MEANING_HERE);
        var said = new ArrayList<Statement>();
        for (var inline : role.property("Policies"))
            said.addAll(statements.ofRole(role, inline.path("PolicyDocument"), holder));
        attached(role)
                .forEach(policy -> said.addAll(statements.ofRole(policy, policy.property("PolicyDocument"), holder)));
        return new Role(role.id(), trusted(role), said);
    }

    /// What resources say themselves.
    List<Statement> onResources() {
        return Stream.concat(
                        stacks.ofType(OF_QUEUES).stream().flatMap(policy -> statements.ofResource(policy).stream()),
                        stacks.ofType(PERMISSION).stream().map(statements::ofPermission))
                .toList();
    }

    private Stream<Resource> attached(Resource role) {
        var byRole = role.property("ManagedPolicyArns")
                .valueStream()
                .map(arn -> references.resource(new Expression(role.stack(), arn)));
        var byPolicy = Stream.of(POLICY, MANAGED)
                .flatMap(type -> stacks.ofType(type).stream())
                .filter(policy -> policy.property("Roles")
                        .valueStream()
                        .map(each -> references.resource(new Expression(policy.stack(), each)))
                        .anyMatch(role::equals));
        return Stream.concat(byRole, byPolicy)
                .distinct()
                .map(policy -> policy.refuseOtherThan(ATTACHED_PLAYED, WITHOUT_MEANING_HERE));
    }

    private static List<String> trusted(Resource role) {
        return Statements.list(role.property("AssumeRolePolicyDocument").path("Statement")).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> statement.path("Condition").isMissingNode())
                .flatMap(
                        statement -> Statements.list(statement.path("Principal").path("Service")).stream())
                .map(JsonNode::asText)
                .toList();
    }
}
