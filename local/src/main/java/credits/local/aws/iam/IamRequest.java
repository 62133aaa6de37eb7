package credits.local.aws.iam;

import java.util.List;
import java.util.Map;

/// One action on one resource, with what conditions may ask of it. A call of AWS may be several, such as a
/// transaction.
///
/// @param action with its service: `dynamodb:PutItem`
/// @param resource an ARN, or `*` for actions that know none
/// @param context a key that is not there is absent from the request, as IAM says
public record IamRequest(String action, String resource, Map<ConditionKey, List<String>> context) {
    public IamRequest {
        context = Map.copyOf(context);
    }

    List<String> contextValues(ConditionKey key) {
        return context.getOrDefault(key, List.of());
    }
}
