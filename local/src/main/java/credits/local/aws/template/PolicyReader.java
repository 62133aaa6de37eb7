package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.iam.IamRole;
import credits.local.aws.iam.IamStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the roles of functions and pipes with all attached policies, and the policies of queues and functions.
final class PolicyReader {
    static final String ROLE = "AWS::IAM::Role";
    static final String POLICY = "AWS::IAM::Policy";
    static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";
    static final String QUEUE_POLICY = "AWS::SQS::QueuePolicy";
    static final String PERMISSION = "AWS::Lambda::Permission";

    private static final Set<String> SUPPORTED_ROLE_PROPERTIES =
            Set.of("AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies");
    private static final Set<String> SUPPORTED_POLICY_PROPERTIES = Set.of("PolicyDocument", "Roles");
    private static final Set<String> IGNORED_PROPERTIES =
            Set.of("Description", "MaxSessionDuration", "Path", "PolicyName", "ManagedPolicyName", "RoleName", "Tags");

    private final SynthesizedStacks stacks;
    private final ReferenceResolver references;
    private final PolicyStatementReader statements;

    PolicyReader(SynthesizedStacks stacks, ReferenceResolver references) {
        this.stacks = stacks;
        this.references = references;
        this.statements = new PolicyStatementReader(references);
    }

    /// The role that a property of `holder` refers to.
    IamRole readRole(TemplateResource holder, String property) {
        if (holder.property(property).isMissingNode()) throw holder.unsupported("property " + property + " is missing");
        var role = references.resolveResource(new TemplateExpression(holder.stack(), holder.property(property)));
        if (!role.type().equals(ROLE)) throw holder.unsupported(property + " points at " + role.describe());
        role.requireOnly(SUPPORTED_ROLE_PROPERTIES, IGNORED_PROPERTIES);
        var roleStatements = new ArrayList<IamStatement>();
        for (var inline : role.property("Policies"))
            roleStatements.addAll(statements.readRolePolicy(role, inline.path("PolicyDocument"), holder));
        attachedPolicies(role)
                .forEach(policy -> roleStatements.addAll(
                        statements.readRolePolicy(policy, policy.property("PolicyDocument"), holder)));
        return new IamRole(role.id(), trustedServices(role), roleStatements);
    }

    /// The statements of all resource-based policies.
    List<IamStatement> resourceStatements() {
        return Stream.concat(
                        stacks.ofType(QUEUE_POLICY).stream()
                                .flatMap(policy -> statements.readResourcePolicy(policy).stream()),
                        stacks.ofType(PERMISSION).stream().map(statements::readPermission))
                .toList();
    }

    private Stream<TemplateResource> attachedPolicies(TemplateResource role) {
        var byRole = role.property("ManagedPolicyArns")
                .valueStream()
                .map(arn -> references.resolveResource(new TemplateExpression(role.stack(), arn)));
        var byPolicy = Stream.of(POLICY, MANAGED_POLICY)
                .flatMap(type -> stacks.ofType(type).stream())
                .filter(policy -> policy.property("Roles")
                        .valueStream()
                        .map(each -> references.resolveResource(new TemplateExpression(policy.stack(), each)))
                        .anyMatch(role::equals));
        return Stream.concat(byRole, byPolicy)
                .distinct()
                .map(policy -> policy.requireOnly(SUPPORTED_POLICY_PROPERTIES, IGNORED_PROPERTIES));
    }

    private static List<String> trustedServices(TemplateResource role) {
        return PolicyStatementReader.toList(
                        role.property("AssumeRolePolicyDocument").path("Statement"))
                .stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> statement.path("Condition").isMissingNode())
                .flatMap(statement ->
                        PolicyStatementReader.toList(statement.path("Principal").path("Service")).stream())
                .map(JsonNode::asText)
                .toList();
    }
}
