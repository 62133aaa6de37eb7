package credits.function.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.ledger.Unavailable;
import credits.wire.Announcement;
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
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// A batch of events in, the ids of those to be handed out again out. Each is told on its own: one that cannot be
/// told now holds up no other.
public final class NotifyHandler implements RequestStreamHandler {
    private final Telling telling;

    /// Called by Lambda.
    public NotifyHandler() {
        this(System.getenv());
    }

    /// Called by whoever runs the function elsewhere, with the environment that the deployment would give it.
    public NotifyHandler(Map<String, String> environment) {
        this(Wiring.telling(environment));
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
            log.accept(line.put("outcome", telling.tell(event).code()).end().text());
            return true;
        } catch (Unavailable | ComesAgain later) {
            // Never the cause: what the mail service says may name an address.
            log.accept(line.put("outcome", "comes_again")
                    .put("why", String.valueOf(later.getMessage()))
                    .end()
                    .text());
        } catch (Malformed | IllegalArgumentException | DateTimeException broken) {
            log.accept(line.put("outcome", "not_an_event").end().text());
        }
        return false;
    }
}
