package credits.function.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.AccountEvent;
import credits.event.SqsBatch;
import credits.event.SqsBatch.SqsMessage;
import credits.function.notify.NotificationSender.Outcome;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.logging.AlarmName;
import credits.logging.FunctionVersion;
import credits.logging.LoggableFault;
import credits.retry.ServiceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// Processes a batch of events and returns the ids of those to retry. Events are processed independently: one that
/// cannot be sent yet does not block the others.
public final class NotifyHandler implements RequestStreamHandler {
    private final NotificationSender sender;

    /// Used by Lambda.
    public NotifyHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public NotifyHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.sender(environment, clock));
    }

    NotifyHandler(NotificationSender sender) {
        this.sender = sender;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var failedIds = new ArrayList<String>();
        for (var message : SqsBatch.fromEvent(input).messages()) {
            if (!trySend(message, context)) failedIds.add(message.id());
        }
        SqsBatch.writeFailures(failedIds, output);
    }

    private boolean trySend(SqsMessage message, Context context) {
        Consumer<String> log = context.getLogger()::log;
        var line = Json.object().put("message", message.id()).put("received", message.receiveCount());
        try {
            var event = AccountEvent.parseDetail(message.body());
            line.put("event", JsonFields.lenient(event, JsonPointer.ROOT).text("id"));
            var outcome = sender.send(event);
            if (outcome == Outcome.REJECTED) line.put("alarm", AlarmName.MAIL_REFUSED.text());
            log.accept(line.put("outcome", outcome.code()).build().toText());
            return true;
        } catch (RetryLaterException e) {
            // The cause is not logged: the mail service's message may contain an address.
            line.put("outcome", "will_retry").put("why", String.valueOf(e.getMessage()));
        } catch (ServiceUnavailableException e) {
            line.put("outcome", "will_retry").put("fault", LoggableFault.toJson(e));
        } catch (InvalidInputException | IllegalArgumentException | DateTimeException e) {
            line.put("outcome", "not_an_event").put("fault", LoggableFault.toJson(e));
        } catch (RuntimeException e) {
            // Whatever it is, it concerns this event alone: the queue retries it, and then keeps it.
            line.put("outcome", "failed").put("fault", LoggableFault.toJson(e));
        }
        line.put(FunctionVersion.MEMBER, FunctionVersion.parse(context.getFunctionVersion()));
        log.accept(line.build().toText());
        return false;
    }
}
