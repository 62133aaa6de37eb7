package credits.local.aws.iam;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One statement of a policy.
///
/// @param source where the statement is defined, for error messages
/// @param principals the principals of a resource-based policy: services such as `events.amazonaws.com`, or `*`
///     for everyone; empty in a policy of a role
public record IamStatement(
        String source,
        Effect effect,
        Set<String> principals,
        List<String> actions,
        List<String> resources,
        List<PolicyCondition> conditions) {
    /// The effect of a statement on the requests that it matches.
    public enum Effect {
        ALLOW,
        DENY
    }

    boolean appliesTo(String principal) {
        return principals.contains("*") || principals.contains(principal);
    }

    boolean matches(IamRequest request) {
        return actions.stream().anyMatch(action -> matchesAction(action, request.action()))
                && resources.stream().anyMatch(resource -> matchesResource(resource, request.resource()))
                && conditions.stream().allMatch(condition -> condition.matches(request));
    }

    private static boolean matchesAction(String pattern, String action) {
        return WildcardMatcher.matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    private static boolean matchesResource(String pattern, String resource) {
        return pattern.equals("*") || WildcardMatcher.matchesArn(pattern, resource);
    }
}
