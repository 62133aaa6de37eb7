package credits.function.operator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.HttpEndpoint;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// The calls of the platform's operators: `POST /v1/prices`, `POST /v1/adjustments`, `GET /v1/invoices`
/// and `GET /v1/vat_report`.
public final class OperatorHandler implements PrimedHandler {
    private static final String LIST_INVOICES = "GET /v1/invoices";
    private static final String REPORT_VAT = "GET /v1/vat_report";

    private final HttpEndpoint endpoint;
    private final PublishPrices publishPrices;
    private final AdjustBalance adjustBalance;
    private final ListInvoices listInvoices;
    private final ReportVat reportVat;

    /// Used by Lambda.
    public OperatorHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables; used outside Lambda. Requests carry their own time, so
    /// the clock is not used.
    public OperatorHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment));
    }

    OperatorHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.publishPrices = new PublishPrices(wiring.priceListStore());
        this.adjustBalance = new AdjustBalance(wiring.ledger(), wiring.maxAdjustment(), wiring.dailyAdjustments());
        this.listInvoices = new ListInvoices(wiring.invoices());
        this.reportVat = new ReportVat(wiring.invoices());
    }

    @Override
    public PrimingRequest primingRequest() {
        return new PrimingRequest("POST /v1/adjustments", Map.of(), Map.of("content-type", "application/json"), "{}");
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new OperatorHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(input, output, context, this::handle);
    }

    private ApiResponse handle(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identify();
        if (request.routeKey().equals(LIST_INVOICES)) return listInvoices.list(request, caller);
        if (request.routeKey().equals(REPORT_VAT)) return reportVat.report(request, caller);
        request.requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/prices" -> publishPrices.publish(request, caller);
            case "POST /v1/adjustments" -> adjustBalance.adjust(request, caller);
            default -> throw new ProblemException(Problem.notFound());
        };
    }
}
