package credits.local.guard;

import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.util.List;
import java.util.Map;

/// Secrets Manager's calls. Functions call a secret by its ARN.
final class SecretCalls implements Protocol {
    private static final String VERSION = "1.1";

    @Override
    public List<Call> calls(Request request) throws NotPlayed {
        var secret = Json.body(request).path("SecretId").asText();
        if (!secret.startsWith("arn:")) throw new NotPlayed("a secret that is not called by its ARN");
        var action = "secretsmanager:" + Json.operation(request);
        return List.of(new Call(action, secret, Map.of(Key.SECURE_TRANSPORT, List.of("true"))));
    }

    @Override
    public Answer refusal(Refused refused) {
        return Json.fault(400, VERSION, "AccessDeniedException", "Message", refused.message());
    }

    @Override
    public Answer unknown(NotPlayed what) {
        return Json.fault(400, VERSION, "InvalidRequestException", "Message", String.valueOf(what.getMessage()));
    }
}
