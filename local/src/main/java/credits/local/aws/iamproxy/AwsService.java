package credits.local.aws.iamproxy;

import java.util.Locale;

/// A service of AWS that functions call.
public enum AwsService {
    DYNAMODB("AWS_ENDPOINT_URL_DYNAMODB"),
    S3("AWS_ENDPOINT_URL_S3"),
    SECRETS_MANAGER("AWS_ENDPOINT_URL_SECRETS_MANAGER"),
    SES("AWS_ENDPOINT_URL_SESV2"),
    SQS("AWS_ENDPOINT_URL_SQS");

    private final String endpointVariable;

    AwsService(String variable) {
        this.endpointVariable = variable;
    }

    /// The environment variable that tells the SDK where the service is.
    public String endpointVariable() {
        return endpointVariable;
    }

    /// What it is called in addresses.
    String pathSegment() {
        return name().toLowerCase(Locale.ROOT).replace("_", "-");
    }
}
