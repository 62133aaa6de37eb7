package credits.local.guard;

import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import credits.local.template.Places;
import java.util.List;
import java.util.Map;

/// The calls of SES, version 2. The identity that sends is the sender's domain.
final class MailCalls implements Protocol {
    private static final String SEND = "/v2/email/outbound-emails";
    private static final String FAULT = "x-amzn-errortype";

    private final Places places;

    MailCalls(Places places) {
        this.places = places;
    }

    @Override
    public List<Call> calls(Request request) throws NotPlayed {
        if (!request.method().equals("POST") || !request.path().equals(SEND))
            throw new NotPlayed("the mail service's " + request.method() + " " + request.path());
        var from = Json.body(request).path("FromEmailAddress").asText();
        var address = from.substring(from.indexOf('<') + 1).replace(">", "").strip();
        var arn = places.arn("ses", "identity/" + address.substring(address.indexOf('@') + 1));
        var facts = Map.of(Key.FROM_ADDRESS, List.of(address), Key.SECURE_TRANSPORT, List.of("true"));
        return List.of(new Call("ses:SendEmail", arn, facts));
    }

    /// SES has words of its own.
    @Override
    public Answer refusal(Refused refused) {
        var message = "User `%s' is not authorized to perform `%s' on resource `%s'"
                .formatted(
                        refused.principal(),
                        refused.call().action(),
                        refused.call().resource());
        return Answer.message(403, message).with(FAULT, "AccessDeniedException");
    }

    @Override
    public Answer unknown(NotPlayed what) {
        return Answer.message(404, String.valueOf(what.getMessage())).with(FAULT, "NotFoundException");
    }
}
