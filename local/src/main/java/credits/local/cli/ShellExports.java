package credits.local.cli;

import credits.local.LocalSystem;
import credits.local.aws.template.LocalAddresses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a shell exports so that the AWS CLI, an SDK of AWS and the client library find the running system.
public final class ShellExports {
    // The stand-ins take any.
    private static final String CREDENTIAL = "local";

    private final LocalSystem localSystem;

    public ShellExports(LocalSystem localSystem) {
        this.localSystem = localSystem;
    }

    /// `export` lines, for `eval "$(./run env)"`. The token is of a feature, which may authorize for every
    /// organisation.
    String exportLines() {
        return variables().entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_ENDPOINT_URL_SQS", localSystem.addresses().sqs().toString());
        variables.put("AWS_REGION", LocalAddresses.REGION);
        variables.put("AWS_DEFAULT_REGION", LocalAddresses.REGION);
        variables.put("AWS_ACCESS_KEY_ID", CREDENTIAL);
        variables.put("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
        variables.put("USAGE_QUEUE_URL", localSystem.usageQueue().url());
        variables.put("CREDITS_URL", localSystem.address());
        variables.put(
                "CREDITS_TOKEN",
                localSystem.tokens(localSystem.clock()).issueToken("platform", "svc_local", "feature"));
        return variables;
    }
}
