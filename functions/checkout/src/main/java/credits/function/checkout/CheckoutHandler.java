package credits.function.checkout;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.api.BuyerReferencesJson;
import credits.api.TopUpRequest;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.HttpEndpoint;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.json.Json;
import credits.payment.Payment;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import credits.stripe.UpdateSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// `POST /v1/top_ups`, `GET /v1/top_ups/{id}` and `POST /v1/top_ups/{id}/expire`: starts a top-up, returns
/// its state, and ends it unpaid. `POST /v1/payments/{id}/invoice/reissue` and `POST
/// /v1/invoices/{number}/reissue`: has the invoice of one that was paid made out anew.
public final class CheckoutHandler implements PrimedHandler {
    private final HttpEndpoint endpoint;
    private final TopUpCheckout topUps;
    private final StartedTopUps startedTopUps;
    private final InvoiceReissue invoiceReissue;
    private final TopUpRequest.AmountRange range;

    /// Used by Lambda.
    public CheckoutHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public CheckoutHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment, clock));
    }

    CheckoutHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.topUps = wiring.topUps();
        this.startedTopUps = wiring.startedTopUps();
        this.invoiceReissue = wiring.invoiceReissue();
        this.range = wiring.amountRange();
    }

    @Override
    public PrimingRequest primingRequest() {
        return PrimingRequest.get("GET /v1/top_ups/{id}", Map.of("id", "pay_01KDVDNA00PR1M1NGPR1M1NGPR"));
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new CheckoutHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(
                input,
                output,
                context,
                (request, caller) -> handle(request, caller.identify(), context.getLogger()::log));
    }

    private ApiResponse handle(ApiRequest request, Caller caller, Consumer<String> log) {
        request.requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/payments/{id}/invoice/reissue" -> reissueOwn(request, caller);
            case "POST /v1/invoices/{number}/reissue" -> reissueAny(request, caller);
            default -> handleTopUp(request, caller, log);
        };
    }

    private ApiResponse handleTopUp(ApiRequest request, Caller caller, Consumer<String> log) {
        caller.requirePermission(ApiPermission.USAGE_READ);
        return switch (request.routeKey()) {
            case "POST /v1/top_ups" -> begin(request, caller);
            case "GET /v1/top_ups/{id}" ->
                respond(startedTopUps.find(caller.organisation(), id(request), source(request, log)), caller);
            case "POST /v1/top_ups/{id}/expire" -> expire(request, caller, log);
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse begin(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.CREDITS_BUY);
        var key = IdempotencyKey.from(request);
        if (key.isAheadOf(request.receivedAt())) throw IdempotencyKey.keyInFuture();
        var result = topUps.begin(caller, key, TopUpRequest.parse(request, range), request.receivedAt());
        var response = ApiResponse.json(201, TopUpJson.openSession(result.payment()))
                .withHeader("location", "/v1/top_ups/" + new PaymentId(key));
        return result.isReplay() ? response.withHeader("idempotency-replayed", "true") : response;
    }

    private ApiResponse expire(ApiRequest request, Caller caller, Consumer<String> log) {
        caller.requirePermission(ApiPermission.CREDITS_BUY);
        return respond(startedTopUps.expire(caller.organisation(), id(request), source(request, log)), caller);
    }

    private ApiResponse reissueOwn(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.CREDITS_BUY);
        var references = BuyerReferencesJson.parse(request);
        var id = new PaymentId(id(request));
        return respond(invoiceReissue.requestOwn(caller, id, references, request.receivedAt()));
    }

    private ApiResponse reissueAny(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.ACCOUNTS_ADJUST);
        var references = BuyerReferencesJson.parse(request);
        var number = DocumentNumber.parse(request.pathParameter("number"))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        return respond(invoiceReissue.requestAny(caller.member(), number, references, request.receivedAt()));
    }

    private static ApiResponse respond(InvoiceReissue.Requested requested) {
        return ApiResponse.json(
                200,
                Json.object()
                        .put("payment", requested.payment().toString())
                        .put("invoice", requested.invoice().toString())
                        .put("status", requested.isIssued() ? "issued" : "requested")
                        .build());
    }

    private static ApiResponse respond(Optional<Payment> payment, Caller caller) {
        return ApiResponse.json(
                200,
                TopUpJson.toJson(
                        payment.orElseThrow(() -> new ProblemException(Problem.notFound())),
                        caller.permissions().contains(ApiPermission.BILLING_READ)));
    }

    private static UniqueId id(ApiRequest request) {
        return PaymentId.parse(request.pathParameter("id"))
                .orElseThrow(() -> new ProblemException(Problem.notFound()))
                .key();
    }

    private static UpdateSource source(ApiRequest request, Consumer<String> log) {
        return new UpdateSource("poll", request.receivedAt(), request.receivedAt(), log);
    }
}
