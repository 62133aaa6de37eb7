package credits.local.aws.iam;

import java.util.List;
import java.util.Map;

/// One action on one resource, with its context keys. One AWS call may be several requests, such
/// as a transaction.
///
/// @param action the action with its service, such as `dynamodb:PutItem`
/// @param resource an ARN, or `*` for actions without resources
/// @param context the context keys; as in IAM, an absent key is not in the request
public record IamRequest(String action, String resource, Map<ConditionKey, List<String>> context) {
    public IamRequest {
        context = Map.copyOf(context);
    }

    List<String> contextValues(ConditionKey key) {
        return context.getOrDefault(key, List.of());
    }
}
