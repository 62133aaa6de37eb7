package credits.local.aws.template;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.aws.iam.IamRole;
import credits.local.aws.iam.PolicyDecision;
import credits.local.aws.iam.PolicyEvaluator;
import java.util.List;
import java.util.Map;

/// Checks whether AWS services may do what the template declares. What AWS rejects at deployment is rejected
/// here at startup; what AWS denies at run time is kept in the definition.
record PermissionCheck(PolicyEvaluator policyEvaluator) {
    static final String API_GATEWAY_SERVICE = "apigateway.amazonaws.com";
    static final String EVENTBRIDGE_SERVICE = "events.amazonaws.com";
    static final String PIPES_SERVICE = "pipes.amazonaws.com";
    static final String INVOKE_FUNCTION = "lambda:InvokeFunction";

    /// Whether the service may perform the action on behalf of `sourceArn`.
    boolean isAllowed(String service, String action, String resource, String sourceArn) {
        return policyEvaluator.evaluate(service, iamRequest(action, resource, sourceArn))
                instanceof PolicyDecision.Allowed;
    }

    /// Rejects `holder` unless `role` is allowed all of these actions, as AWS does at deployment.
    void requireAllowed(TemplateResource holder, IamRole role, String resource, List<String> actions) {
        for (var action : actions)
            if (!(policyEvaluator.evaluate(role, iamRequest(action, resource)) instanceof PolicyDecision.Allowed))
                throw holder.unsupported("role %s is not authorized to perform: %s on resource: %s"
                        .formatted(role.name(), action, resource));
    }

    private static IamRequest iamRequest(String action, String resource, String sourceArn) {
        return new IamRequest(
                action,
                resource,
                Map.of(
                        ConditionKey.SOURCE_ARN, List.of(sourceArn),
                        ConditionKey.SOURCE_ACCOUNT, List.of(LocalAddresses.ACCOUNT),
                        ConditionKey.SECURE_TRANSPORT, List.of("true")));
    }

    private static IamRequest iamRequest(String action, String resource) {
        return new IamRequest(action, resource, Map.of(ConditionKey.SECURE_TRANSPORT, List.of("true")));
    }
}
