package credits.local.aws.iamproxy;

import credits.local.aws.iam.IamRequest;
import credits.local.aws.iam.PolicyDecision;
import credits.local.aws.template.LocalAddresses;

/// A call that IAM denies, with the message of AWS.
record DeniedCall(String role, String functionName, IamRequest request, PolicyDecision decision) {
    String principal() {
        return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(LocalAddresses.ACCOUNT, role, functionName);
    }

    String message() {
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(principal(), request.action(), request.resource(), reason());
    }

    /// The source of the denying statement, which AWS does not reveal.
    String source() {
        return decision instanceof PolicyDecision.ExplicitDeny(var source, var _) ? " (" + source + ")" : "";
    }

    private String reason() {
        return switch (decision) {
            case PolicyDecision.ExplicitDeny(var _, var inRole) ->
                "with an explicit deny in " + (inRole ? "an identity" : "a resource") + "-based policy";
            case PolicyDecision.ImplicitDeny _, PolicyDecision.Allowed _ ->
                "because no identity-based policy allows the " + request.action() + " action";
        };
    }
}
