package credits.local.aws.iamproxy;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.aws.template.LocalAddresses;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.List;
import java.util.Map;

/// The protocol of SES, version 2. The identity is the domain of the sender.
final class SesProtocol implements ServiceProtocol {
    private static final String SEND_EMAIL_PATH = "/v2/email/outbound-emails";
    private static final String ERROR_TYPE_HEADER = "x-amzn-errortype";

    private final LocalAddresses addresses;

    SesProtocol(LocalAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException {
        if (!request.method().equals("POST") || !request.path().equals(SEND_EMAIL_PATH))
            throw new UnsupportedCallException("the mail service's " + request.method() + " " + request.path());
        var from = AwsJson.parseBody(request).path("FromEmailAddress").asText();
        var address = from.substring(from.indexOf('<') + 1).replace(">", "").strip();
        var arn = addresses.arn("ses", "identity/" + address.substring(address.indexOf('@') + 1));
        var context =
                Map.of(ConditionKey.FROM_ADDRESS, List.of(address), ConditionKey.SECURE_TRANSPORT, List.of("true"));
        return List.of(new IamRequest("ses:SendEmail", arn, context));
    }

    /// SES words its error differently from other services.
    @Override
    public LocalResponse accessDenied(DeniedCall denied) {
        var message = "User `%s' is not authorized to perform `%s' on resource `%s'"
                .formatted(
                        denied.principal(),
                        denied.request().action(),
                        denied.request().resource());
        return LocalResponse.jsonMessage(403, message).with(ERROR_TYPE_HEADER, "AccessDeniedException");
    }

    @Override
    public LocalResponse unsupported(UnsupportedCallException exception) {
        return LocalResponse.jsonMessage(404, String.valueOf(exception.getMessage()))
                .with(ERROR_TYPE_HEADER, "NotFoundException");
    }
}
