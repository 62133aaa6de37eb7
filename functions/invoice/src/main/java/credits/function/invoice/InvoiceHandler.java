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

/// A batch of events about payments in, the ids of those to be handed out again out. Which event it is does not
/// matter: the payment is put on paper as it stands now.
///
/// One that cannot be put on paper is tried again, holds up no other, and ends among the dead letters: then a person
/// has to look.
public final class InvoiceHandler implements RequestStreamHandler {
    private final Settling settling;
    private final InstantSource clock;

    /// Called by Lambda.
    public InvoiceHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// For running the function elsewhere, with the environment that the deployment would give it and another clock.
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
