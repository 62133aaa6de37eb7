package credits.function.invoice;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.AccountEvent;
import credits.event.SqsBatch;
import credits.event.SqsBatch.SqsMessage;
import credits.function.invoice.InvoiceSync.Outcome;
import credits.identity.PaymentId;
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
    private final InvoiceSync invoiceSync;
    private final InstantSource clock;

    /// Used by Lambda.
    public InvoiceHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public InvoiceHandler(Map<String, String> environment, InstantSource clock) {
        this(Wiring.invoiceSync(environment, clock), clock);
    }

    InvoiceHandler(InvoiceSync invoiceSync, InstantSource clock) {
        this.invoiceSync = invoiceSync;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var failedIds = new ArrayList<String>();
        for (var message : SqsBatch.fromEvent(input).messages()) {
            if (!trySync(message, context)) failedIds.add(message.id());
        }
        SqsBatch.writeFailures(failedIds, output);
    }

    private boolean trySync(SqsMessage message, Context context) {
        Consumer<String> log = context.getLogger()::log;
        var line = Json.object().put("message", message.id()).put("received", message.receiveCount());
        try {
            var event = AccountEvent.parseDelivery(message.body());
            var payment = paymentId(event);
            line.put("payment", payment.toString());
            var outcome = invoiceSync.sync(event.organisation(), payment.key(), clock.instant());
            if (outcome == Outcome.CREDIT_NOTE_CANCELLED) line.put("alarm", AlarmName.CREDITED_TOO_MUCH.text());
            log.accept(line.put("outcome", outcome.code()).build().toText());
            return true;
        } catch (InvalidInputException
                | ServiceUnavailableException
                | IllegalStateException
                | IllegalArgumentException e) {
            log.accept(line.put("outcome", "will_retry")
                    .put("fault", LoggableFault.toJson(e))
                    .put(FunctionVersion.MEMBER, FunctionVersion.parse(context.getFunctionVersion()))
                    .build()
                    .toText());
            return false;
        }
    }

    private static PaymentId paymentId(AccountEvent event) {
        return JsonFields.lenient(event.data(), JsonPointer.ROOT)
                .parse("payment", PaymentId::parse, "must be the id of a payment");
    }
}
