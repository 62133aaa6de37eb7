package credits.function.invoice;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.function.invoice.Settling.Outcome;
import credits.identity.UniqueId;
import credits.ledger.Unavailable;
import credits.topup.PaymentId;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// Processes a batch of payment events and returns the ids of those to retry. The event's type does not matter: the
/// payment's documents are brought in line with its current state.
///
/// A payment that cannot be invoiced is retried without blocking the others and finally becomes a dead letter for a
/// person to investigate.
public final class InvoiceHandler implements RequestStreamHandler {
    private final Settling settling;
    private final InstantSource clock;

    /// Used by Lambda.
    public InvoiceHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public InvoiceHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.settling(environment, clock), clock);
    }

    InvoiceHandler(Settling settling, InstantSource clock) {
        this.settling = settling;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var again = new ArrayList<String>();
        for (var message : SqsBatch.read(input).messages()) {
            if (!isSettled(message, context.getLogger()::log)) again.add(message.id());
        }
        SqsBatch.answer(again, output);
    }

    private boolean isSettled(Message message, Consumer<String> log) {
        var line = Json.object().put("message", message.id()).put("received", message.receiveCount());
        try {
            var announcement = Announcement.delivered(message.body());
            var payment = payment(announcement);
            line.put("payment", new PaymentId(payment).toString());
            var outcome = settling.settle(announcement.organisation(), payment, clock.instant());
            if (outcome == Outcome.CREDITED_TOO_MUCH) line.put("alarm", "credited_too_much");
            log.accept(line.put("outcome", outcome.code()).end().text());
            return true;
        } catch (Malformed | Unavailable | IllegalStateException | IllegalArgumentException fault) {
            log.accept(line.put("outcome", "comes_again")
                    .put("fault", Fault.json(fault))
                    .end()
                    .text());
            return false;
        }
    }

    private static UniqueId payment(Announcement about) {
        return Fields.open(about.data(), Pointer.WHOLE).read("payment", UniqueId::parse, "must be an id");
    }
}
