package credits.local.guard;

import credits.local.access.Call;
import credits.local.access.Verdict;
import credits.local.template.Places;

/// A call that IAM refuses, in its words.
///
/// @param who the function's name
record Refused(String role, String who, Call call, Verdict verdict) {
    String principal() {
        return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(Places.ACCOUNT, role, who);
    }

    String message() {
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(principal(), call.action(), call.resource(), reason());
    }

    /// Where the denying statement stands, which AWS does not say.
    String place() {
        return verdict instanceof Verdict.Denied(var place, var _) ? " (" + place + ")" : "";
    }

    private String reason() {
        return switch (verdict) {
            case Verdict.Denied(var _, var inRole) ->
                "with an explicit deny in " + (inRole ? "an identity" : "a resource") + "-based policy";
            case Verdict.NotAllowed _, Verdict.Allowed _ ->
                "because no identity-based policy allows the " + call.action() + " action";
        };
    }
}
