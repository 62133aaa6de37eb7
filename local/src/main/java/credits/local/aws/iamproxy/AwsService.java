package credits.local.guard;

import java.util.Locale;

/// A service of AWS that functions call.
public enum Service {
    DYNAMODB("AWS_ENDPOINT_URL_DYNAMODB"),
    S3("AWS_ENDPOINT_URL_S3"),
    SECRETS_MANAGER("AWS_ENDPOINT_URL_SECRETS_MANAGER"),
    SES("AWS_ENDPOINT_URL_SESV2"),
    SQS("AWS_ENDPOINT_URL_SQS");

    private final String variable;

    Service(String variable) {
        this.variable = variable;
    }

    /// The environment variable that tells the SDK where the service is.
    public String variable() {
        return variable;
    }

    /// What it is called in addresses.
    String path() {
        return name().toLowerCase(Locale.ROOT).replace("_", "-");
    }
}
