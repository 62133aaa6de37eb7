package credits.local.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One statement of a policy.
///
/// @param place where it stands, for whoever has to change it
/// @param principals whom it is about: services such as `events.amazonaws.com`, or `*` for everybody; empty for a
///     statement of a role, which is about the role
public record Statement(
        String place,
        Effect effect,
        Set<String> principals,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {
    /// What a statement does to the calls that it fits.
    public enum Effect {
        ALLOW,
        DENY
    }

    boolean isAbout(String principal) {
        return principals.contains("*") || principals.contains(principal);
    }

    boolean fits(Call call) {
        return actions.stream().anyMatch(action -> isAction(action, call.action()))
                && resources.stream().anyMatch(resource -> isResource(resource, call.resource()))
                && conditions.stream().allMatch(condition -> condition.holds(call));
    }

    private static boolean isAction(String pattern, String action) {
        return Wildcards.match(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    private static boolean isResource(String pattern, String resource) {
        return pattern.equals("*") || Wildcards.matchArn(pattern, resource);
    }
}
