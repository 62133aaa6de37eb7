package credits.function.operator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
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
import java.util.Optional;
import java.util.Set;

/// The calls of the platform's operators: prices, adjustments, the books of a year, accounts to look at, and webhooks.
public final class OperatorHandler implements PrimedHandler {
    private final HttpEndpoint endpoint;
    private final PublishPrices publishPrices;
    private final AdjustBalance adjustBalance;
    private final ListAdjustments listAdjustments;
    private final ListInvoices listInvoices;
    private final ReportVat reportVat;
    private final ReportClose reportClose;
    private final FindOrganisations findOrganisations;
    private final ListSegments listSegments;
    private final Optional<Webhooks> webhooks;

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
        this.adjustBalance = new AdjustBalance(
                wiring.ledger(), wiring.maxAdjustment(), wiring.dailyAdjustments(), wiring.adjustmentIndex());
        this.listAdjustments = new ListAdjustments(wiring.adjustmentIndex());
        this.listInvoices = new ListInvoices(
                wiring.invoices(),
                new DocumentZip(wiring.invoices(), wiring.archive().documents()));
        this.reportVat = new ReportVat(wiring.invoices());
        this.reportClose = new ReportClose(wiring.closeStore());
        this.findOrganisations = new FindOrganisations(wiring.organisations(), wiring.accountQueries());
        this.listSegments = new ListSegments(wiring.accountQueries(), wiring.erasedMembers());
        this.webhooks = wiring.webhooks();
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
        if (request.routeKey().contains(" /v1/webhook_endpoints")) return handleWebhooks(request, caller);
        return switch (request.routeKey()) {
            case "GET /v1/invoices" -> listInvoices.list(request, caller);
            case "GET /v1/vat_report" -> reportVat.report(request, caller);
            case "GET /v1/monthly_close" -> reportClose.report(request, caller);
            case "GET /v1/organisations" -> findOrganisations.find(request, caller);
            case "GET /v1/segments" -> listSegments.list(request, caller);
            case "GET /v1/adjustments" -> listAdjustments.list(request, caller);
            default -> write(request, caller);
        };
    }

    private ApiResponse handleWebhooks(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.WEBHOOKS_WRITE);
        var stageWebhooks = webhooks.orElseThrow(() -> new ProblemException(Problem.notFound()));
        var deliveries = new WebhookDeliveries(stageWebhooks);
        if (request.routeKey().equals("GET /v1/webhook_endpoints/{id}/deliveries")) return deliveries.list(request);
        request.requireQueryParametersIn(Set.of());
        var endpoints = new WebhookEndpoints(stageWebhooks);
        return switch (request.routeKey()) {
            case "GET /v1/webhook_endpoints" -> endpoints.list();
            case "PUT /v1/webhook_endpoints/{id}" -> endpoints.save(request, caller);
            case "POST /v1/webhook_endpoints/{id}/secrets" -> endpoints.rollSecret(request, caller);
            case "POST /v1/webhook_endpoints/{id}/deliveries/{delivery}/resend" -> deliveries.resend(request);
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse write(ApiRequest request, Caller caller) {
        request.requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/prices" -> publishPrices.publish(request, caller);
            case "POST /v1/adjustments" -> adjustBalance.adjust(request, caller);
            default -> throw new ProblemException(Problem.notFound());
        };
    }
}
