package credits.local.aws.iam;

import credits.local.aws.iam.IamStatement.Effect;
import credits.local.aws.iam.PolicyDecision.Allowed;
import credits.local.aws.iam.PolicyDecision.ExplicitDeny;
import credits.local.aws.iam.PolicyDecision.ImplicitDeny;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides about calls within one account: a deny wins, wherever it stands; else one allow is enough, of the role or
/// of the resource; else the answer is no.
///
/// @param resourceStatements what resources say themselves: policies of queues, permissions to invoke functions
public record PolicyEvaluator(List<IamStatement> resourceStatements) {
    public PolicyEvaluator {
        resourceStatements = List.copyOf(resourceStatements);
    }

    /// Whether who acts as `role` may make the call.
    public PolicyDecision evaluate(IamRole role, IamRequest request) {
        return decide(role.statements(), statement -> statement.appliesTo("*"), request);
    }

    /// Whether a service of AWS may, `events.amazonaws.com` for one: it has no role, so the resource must say so.
    public PolicyDecision evaluate(String service, IamRequest request) {
        return decide(List.of(), statement -> statement.appliesTo(service), request);
    }

    private PolicyDecision decide(
            List<IamStatement> roleStatements, Predicate<IamStatement> appliesToCaller, IamRequest request) {
        var matchingRoleStatements = roleStatements.stream()
                .filter(statement -> statement.matches(request))
                .toList();
        var matchingResourceStatements = resourceStatements.stream()
                .filter(appliesToCaller)
                .filter(statement -> statement.matches(request))
                .toList();
        return findDeny(matchingRoleStatements, true)
                .or(() -> findDeny(matchingResourceStatements, false))
                // Nothing that fits denies: whatever fits allows.
                .orElseGet(() -> matchingRoleStatements.isEmpty() && matchingResourceStatements.isEmpty()
                        ? new ImplicitDeny()
                        : new Allowed());
    }

    private static Optional<PolicyDecision> findDeny(List<IamStatement> matching, boolean inRole) {
        return matching.stream()
                .filter(statement -> statement.effect() == Effect.DENY)
                .findFirst()
                .map(statement -> new ExplicitDeny(statement.source(), inRole));
    }
}
