package credits.local.aws.iamproxy;

import java.util.Locale;

/// An AWS service that functions call.
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

    /// The environment variable of the AWS SDK for the service's endpoint.
    public String endpointVariable() {
        return endpointVariable;
    }

    /// The service's segment in the paths of [IamProxy].
    String pathSegment() {
        return name().toLowerCase(Locale.ROOT).replace("_", "-");
    }
}
