package credits.simulation.flow;

import credits.local.aws.role.ActingFunction;
import java.util.LinkedHashSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// The queue of messages that can never be booked.
final class InvalidUsage implements SqsClient {
    private final ServicePort port;
    private final Set<String> bodies = new LinkedHashSet<>();

    InvalidUsage(ServicePort port) {
        this.port = port;
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        ActingFunction.requireAllowed("sqs:SendMessage", "UsageInvalid.Arn");
        return port.call(
                "SQS invalid usage",
                () -> {
                    bodies.add(request.messageBody());
                    return SendMessageResponse.builder().build();
                },
                () -> SdkClientException.create("Read timed out"));
    }

    /// The messages in it, each once.
    Set<String> bodies() {
        return Set.copyOf(bodies);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
