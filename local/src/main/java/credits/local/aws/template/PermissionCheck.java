package credits.local.template;

import credits.local.access.Access;
import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.access.Role;
import credits.local.access.Verdict;
import java.util.List;
import java.util.Map;

/// Asks whether services of AWS may do what the template has them do. What AWS refuses when it is deployed is
/// refused here at the start; what it refuses when it is called comes with the thing that is called.
record Permissions(Access access) {
    static final String ROUTES = "apigateway.amazonaws.com";
    static final String EVENTS = "events.amazonaws.com";
    static final String PIPES = "pipes.amazonaws.com";
    static final String INVOKE = "lambda:InvokeFunction";

    /// Whether the service may, for `source`.
    boolean allow(String service, String action, String resource, String source) {
        return access.of(service, call(action, resource, source)) instanceof Verdict.Allowed;
    }

    /// What acts as `role` needs all of these actions: as AWS does, refuses `holder` otherwise.
    void demand(Resource holder, Role role, String resource, List<String> actions) {
        for (var action : actions)
            if (!(access.of(role, call(action, resource)) instanceof Verdict.Allowed))
                throw holder.refused("role %s is not authorized to perform: %s on resource: %s"
                        .formatted(role.name(), action, resource));
    }

    private static Call call(String action, String resource, String source) {
        return new Call(
                action,
                resource,
                Map.of(
                        Key.SOURCE_ARN, List.of(source),
                        Key.SOURCE_ACCOUNT, List.of(Places.ACCOUNT),
                        Key.SECURE_TRANSPORT, List.of("true")));
    }

    private static Call call(String action, String resource) {
        return new Call(action, resource, Map.of(Key.SECURE_TRANSPORT, List.of("true")));
    }
}
