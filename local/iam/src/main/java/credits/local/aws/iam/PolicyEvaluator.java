package credits.local.aws.iam;

import credits.local.aws.iam.IamStatement.Effect;
import credits.local.aws.iam.PolicyDecision.Allowed;
import credits.local.aws.iam.PolicyDecision.ExplicitDeny;
import credits.local.aws.iam.PolicyDecision.ImplicitDeny;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Evaluates IAM policies within one account. An explicit deny always wins; otherwise one allow, of the role or
/// of the resource, is enough; otherwise the request is denied implicitly.
///
/// @param resourceStatements the statements of resource-based policies: those of queues, and permissions
///     to invoke functions
public record PolicyEvaluator(List<IamStatement> resourceStatements) {
    public PolicyEvaluator {
        resourceStatements = List.copyOf(resourceStatements);
    }

    /// Evaluates a request of `role`.
    public PolicyDecision evaluate(IamRole role, IamRequest request) {
        return decide(role.statements(), statement -> statement.appliesTo("*"), request);
    }

    /// Evaluates a request of an AWS service such as `events.amazonaws.com`. A service has no role, so only the
    /// policy of the resource can allow it.
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
                // No matching statement denies, so any matching statement allows.
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
