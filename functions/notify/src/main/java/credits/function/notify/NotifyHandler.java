package credits.function.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.function.notify.Telling.Outcome;
import credits.ledger.Unavailable;
import credits.wire.Announcement;
import credits.wire.Fault;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Malformed;
import credits.wire.Pointer;
import credits.wire.SqsBatch;
import credits.wire.SqsBatch.Message;
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
    private final Telling telling;

    /// Used by Lambda.
    public NotifyHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public NotifyHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.telling(environment, clock));
    }

    NotifyHandler(Telling telling) {
        this.telling = telling;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var again = new ArrayList<String>();
        for (var message : SqsBatch.read(input).messages()) {
            if (!isTold(message, context.getLogger()::log)) again.add(message.id());
        }
        SqsBatch.answer(again, output);
    }

    private boolean isTold(Message message, Consumer<String> log) {
        var line = Json.object().put("message", message.id()).put("received", message.receiveCount());
        try {
            var event = Announcement.detail(message.body());
            line.put("event", Fields.open(event, Pointer.WHOLE).text("id"));
            var outcome = telling.tell(event);
            if (outcome == Outcome.REFUSED) line.put("alarm", "mail_refused");
            log.accept(line.put("outcome", outcome.code()).end().text());
            return true;
        } catch (ComesAgain later) {
            // The cause is not logged: the mail service's message may contain an address.
            line.put("outcome", "comes_again").put("why", String.valueOf(later.getMessage()));
        } catch (Unavailable later) {
            line.put("outcome", "comes_again").put("fault", Fault.json(later));
        } catch (Malformed | IllegalArgumentException | DateTimeException broken) {
            line.put("outcome", "not_an_event").put("fault", Fault.json(broken));
        }
        log.accept(line.end().text());
        return false;
    }
}
