package credits.simulation.flow;

import credits.local.aws.role.ActingFunction;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;

/// Amazon SES, which keeps what it has accepted.
final class SimulatedMail implements SesV2Client {
    private final ServicePort port;
    private final List<SendEmailRequest> accepted = new ArrayList<>();

    SimulatedMail(ServicePort port) {
        this.port = port;
    }

    @Override
    public SendEmailResponse sendEmail(SendEmailRequest request) {
        ActingFunction.requireAllowed("ses:SendEmail", "identity/{domain}");
        return port.call(
                "SES",
                () -> {
                    accepted.add(request);
                    return SendEmailResponse.builder().build();
                },
                () -> SdkClientException.create("Read timed out"));
    }

    /// The accepted e-mails, oldest first.
    List<SendEmailRequest> accepted() {
        return List.copyOf(accepted);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
