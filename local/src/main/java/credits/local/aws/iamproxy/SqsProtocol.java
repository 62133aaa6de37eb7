package credits.local.aws.iamproxy;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The protocol of SQS, as JSON. A batch operation needs the action of the single one.
final class SqsProtocol implements ServiceProtocol {
    private static final String PROTOCOL_VERSION = "1.0";
    private static final String ERROR_TYPE_PREFIX = "com.amazon.coral.service#";

    private final LocalAddresses addresses;

    SqsProtocol(LocalAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException {
        var operation = AwsJson.operation(request);
        var url = AwsJson.parseBody(request).path("QueueUrl").asText();
        if (url.isEmpty()) throw new UnsupportedCallException("sqs:" + operation + " without a queue");
        var action = operation.endsWith("Batch") ? operation.substring(0, operation.length() - 5) : operation;
        var arn = addresses.arn("sqs", url.substring(url.lastIndexOf('/') + 1));
        return List.of(new IamRequest("sqs:" + action, arn, Map.of(ConditionKey.SECURE_TRANSPORT, List.of("true"))));
    }

    /// SQS writes its actions in lower case.
    @Override
    public LocalResponse accessDenied(DeniedCall denied) {
        var action = denied.request().action();
        var message = denied.message().replace(action, action.toLowerCase(Locale.ROOT));
        return AwsJson.error(403, PROTOCOL_VERSION, ERROR_TYPE_PREFIX + "AccessDeniedException", "message", message)
                .with("x-amzn-query-error", "AccessDenied;Sender");
    }

    @Override
    public LocalResponse unsupported(UnsupportedCallException exception) {
        return AwsJson.error(
                400,
                PROTOCOL_VERSION,
                ERROR_TYPE_PREFIX + "InvalidAction",
                "message",
                String.valueOf(exception.getMessage()));
    }
}
