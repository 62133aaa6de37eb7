package credits.function.operator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.wire.Claims;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// The calls of the platform's operators: `POST /v1/prices`, `POST /v1/adjustments` and `GET /v1/invoices`.
public final class OperatorHandler implements Primed {
    private static final String INVOICES = "GET /v1/invoices";

    private final Claims claims;
    private final Publishing publishing;
    private final Adjustments adjustments;
    private final InvoiceList invoices;

    /// Used by Lambda.
    public OperatorHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables; used outside Lambda. Requests carry their own time, so
    /// the clock is not used.
    public OperatorHandler(Map<String, String> environment, InstantSource clock) {
        this(Claims.of(environment), Wiring.of(environment));
    }

    OperatorHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.publishing = new Publishing(wiring.priceLists());
        this.adjustments = new Adjustments(wiring.ledger(), wiring.largestAdjustment());
        this.invoices = new InvoiceList(wiring.invoices());
    }

    @Override
    public FirstRequest firstRequest() {
        return new FirstRequest("POST /v1/adjustments", Map.of(), Map.of("content-type", "application/json"), "{}");
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new OperatorHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        var caller = claims.caller(request);
        if (request.routeKey().equals(INVOICES)) return invoices.list(request, caller);
        request.refuseQueryBeside(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/prices" -> publishing.publish(request, caller);
            case "POST /v1/adjustments" -> adjustments.adjust(request, caller);
            default -> throw new Rejected(Problem.notFound());
        };
    }
}
