package credits.local;

import credits.local.template.Places;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a shell exports so that the AWS CLI, an SDK of AWS and the client library find the running system.
final class Exports {
    // The stand-ins take any.
    private static final String KEY = "local";

    private final Local local;

    Exports(Local local) {
        this.local = local;
    }

    /// `export` lines, for `eval "$(./run env)"`. The token is of a feature, which may authorize for every
    /// organisation.
    String lines() {
        return variables().entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_ENDPOINT_URL_SQS", local.places().queues().toString());
        variables.put("AWS_REGION", Places.REGION);
        variables.put("AWS_DEFAULT_REGION", Places.REGION);
        variables.put("AWS_ACCESS_KEY_ID", KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", KEY);
        variables.put("USAGE_QUEUE_URL", local.usageQueue().url());
        variables.put("CREDITS_URL", local.address());
        variables.put("CREDITS_TOKEN", local.tokens(local.clock()).token("platform", "svc_local", "feature"));
        return variables;
    }
}
