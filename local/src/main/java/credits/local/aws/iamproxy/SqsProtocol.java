package credits.local.guard;

import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import credits.local.template.Places;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// SQS's calls, in its JSON protocol. The batch calls need the action of the single one.
final class QueueCalls implements Protocol {
    private static final String VERSION = "1.0";
    private static final String PREFIX = "com.amazon.coral.service#";

    private final Places places;

    QueueCalls(Places places) {
        this.places = places;
    }

    @Override
    public List<Call> calls(Request request) throws NotPlayed {
        var operation = Json.operation(request);
        var url = Json.body(request).path("QueueUrl").asText();
        if (url.isEmpty()) throw new NotPlayed("sqs:" + operation + " without a queue");
        var action = operation.endsWith("Batch") ? operation.substring(0, operation.length() - 5) : operation;
        var arn = places.arn("sqs", url.substring(url.lastIndexOf('/') + 1));
        return List.of(new Call("sqs:" + action, arn, Map.of(Key.SECURE_TRANSPORT, List.of("true"))));
    }

    /// SQS writes its actions small.
    @Override
    public Answer refusal(Refused refused) {
        var action = refused.call().action();
        var message = refused.message().replace(action, action.toLowerCase(Locale.ROOT));
        return Json.fault(403, VERSION, PREFIX + "AccessDeniedException", "message", message)
                .with("x-amzn-query-error", "AccessDenied;Sender");
    }

    @Override
    public Answer unknown(NotPlayed what) {
        return Json.fault(400, VERSION, PREFIX + "InvalidAction", "message", String.valueOf(what.getMessage()));
    }
}
