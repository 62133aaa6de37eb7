package credits.local.aws.iamproxy;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.List;
import java.util.Map;

/// The protocol of Secrets Manager. Secrets must be named by their ARNs.
final class SecretsManagerProtocol implements ServiceProtocol {
    private static final String PROTOCOL_VERSION = "1.1";

    @Override
    public List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException {
        var secret = AwsJson.parseBody(request).path("SecretId").asText();
        if (!secret.startsWith("arn:")) throw new UnsupportedCallException("a secret that is not named by its ARN");
        var action = "secretsmanager:" + AwsJson.operation(request);
        return List.of(new IamRequest(action, secret, Map.of(ConditionKey.SECURE_TRANSPORT, List.of("true"))));
    }

    @Override
    public LocalResponse accessDenied(DeniedCall denied) {
        return AwsJson.error(400, PROTOCOL_VERSION, "AccessDeniedException", "Message", denied.message());
    }

    @Override
    public LocalResponse unsupported(UnsupportedCallException exception) {
        return AwsJson.error(
                400, PROTOCOL_VERSION, "InvalidRequestException", "Message", String.valueOf(exception.getMessage()));
    }
}
