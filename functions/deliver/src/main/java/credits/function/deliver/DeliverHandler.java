package credits.function.deliver;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.SqsBatch;
import credits.event.SqsBatch.SqsMessage;
import credits.event.WebhookMessage;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonObjectBuilder;
import credits.json.JsonPointer;
import credits.logging.FunctionVersion;
import credits.logging.LoggableFault;
import credits.retry.ServiceUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;

/// Processes a batch of messages and returns the ids of those that stay in the queue: events of the bus, which it
/// distributes to the endpoints, and deliveries to one endpoint, which it attempts.
public final class DeliverHandler implements RequestStreamHandler {
    private final Wiring wiring;

    /// Used by Lambda.
    public DeliverHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public DeliverHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.of(environment, clock));
    }

    DeliverHandler(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var failedIds = new ArrayList<String>();
        for (var message : SqsBatch.fromEvent(input).messages()) {
            if (!isDone(message, context)) failedIds.add(message.id());
        }
        SqsBatch.writeFailures(failedIds, output);
    }

    private boolean isDone(SqsMessage message, Context context) {
        var line = Json.object().put("message", message.id()).put("received", message.receiveCount());
        boolean isDone = false;
        try {
            isDone = process(message, line);
        } catch (ServiceUnavailableException e) {
            line.put("outcome", "will_retry").put("fault", LoggableFault.toJson(e));
        } catch (InvalidInputException | IllegalArgumentException e) {
            line.put("outcome", "not_an_event").put("fault", LoggableFault.toJson(e));
        } catch (RuntimeException e) {
            // Whatever it is, it concerns this message alone: the queue retries it, and then keeps it.
            line.put("outcome", "failed").put("fault", LoggableFault.toJson(e));
        }
        line.put(FunctionVersion.MEMBER, FunctionVersion.parse(context.getFunctionVersion()));
        context.getLogger().log(line.build().toText());
        return isDone;
    }

    private boolean process(SqsMessage message, JsonObjectBuilder line) {
        var body = Json.parseEvent(new ByteArrayInputStream(message.body().getBytes(StandardCharsets.UTF_8)));
        var fields = JsonFields.lenient(body, JsonPointer.ROOT);
        if (fields.has("detail")) {
            int endpoints = wiring.fanOut()
                    .distribute(fields.required("detail"), wiring.clock().instant());
            var _ = line.put("endpoints", endpoints);
            return true;
        }
        var delivery = WebhookMessage.parse(fields);
        line.put("endpoint", delivery.endpoint().value())
                .put("delivery", delivery.delivery().value());
        var attempt = wiring.deliverer().attempt(delivery);
        attempt.retryAfter().ifPresent(pause -> wiring.queue().hide(message.receiptHandle(), pause));
        line.put("outcome", attempt.outcome().code());
        return attempt.retryAfter().isEmpty();
    }
}
