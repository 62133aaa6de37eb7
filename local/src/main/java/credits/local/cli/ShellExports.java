package credits.local.cli;

import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
import credits.local.oidc.AccessTokens;
import credits.local.oidc.OidcProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The shell variables that point the AWS CLI, the AWS SDKs and the client library to the running system.
public final class ShellExports {
    // The local services accept any credentials.
    private static final String CREDENTIAL = "local";

    private final LocalAddresses addresses;
    private final QueueDefinition usageQueue;
    private final String apiAddress;
    private final AccessTokens tokens;

    /// @param apiAddress the base address of the API
    /// @param tokens issues the exported token
    public ShellExports(LocalAddresses addresses, QueueDefinition usageQueue, String apiAddress, AccessTokens tokens) {
        this.addresses = addresses;
        this.usageQueue = usageQueue;
        this.apiAddress = apiAddress;
        this.tokens = tokens;
    }

    /// The `export` lines for `eval "$(./run env)"`. The token belongs to a feature, which may authorize
    /// spending for any organisation.
    String exportLines() {
        return variables().entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_ENDPOINT_URL_SQS", addresses.sqs().toString());
        variables.put("AWS_REGION", LocalAddresses.REGION);
        variables.put("AWS_DEFAULT_REGION", LocalAddresses.REGION);
        variables.put("AWS_ACCESS_KEY_ID", CREDENTIAL);
        variables.put("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
        variables.put("USAGE_QUEUE_URL", usageQueue.url());
        variables.put("CREDITS_URL", apiAddress);
        variables.put("CREDITS_TOKEN_URL", apiAddress + OidcProvider.TOKEN_PATH);
        variables.put("CREDITS_CLIENT_ID", "credits-feature");
        variables.put("CREDITS_CLIENT_SECRET", CREDENTIAL);
        variables.put("CREDITS_TOKEN", tokens.issueToken("platform", "svc_local", "feature"));
        return variables;
    }
}
