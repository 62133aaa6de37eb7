package credits.local.access;

import java.util.List;
import java.util.Map;

/// One action on one resource, with what conditions may ask of it. A call of AWS may be several, such as a
/// transaction.
///
/// @param action with its service: `dynamodb:PutItem`
/// @param resource an ARN, or `*` for actions that know none
/// @param facts a key that is not there is absent from the request, as IAM says
public record Call(String action, String resource, Map<Key, List<String>> facts) {
    public Call {
        facts = Map.copyOf(facts);
    }

    List<String> values(Key key) {
        return facts.getOrDefault(key, List.of());
    }
}
