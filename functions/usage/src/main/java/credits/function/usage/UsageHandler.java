package credits.function.usage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.wire.Claims;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;

/// The read-only calls of members: months, days and prices, payments and their documents, e-mails sent, the member, and
/// the remaining quota.
public final class UsageHandler implements Primed {
    private static final String QUOTA = "GET /v1/quota";

    private final Claims claims;
    private final Months months;
    private final Days days;
    private final Pricing pricing;
    private final Me me;
    private final Quota quota;
    private final PaymentList payments;
    private final Documents documents;
    private final AlertHistory alerts;

    /// Used by Lambda.
    public UsageHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public UsageHandler(Map<String, String> environment, InstantSource clock) {
        this(Claims.of(environment), Wiring.of(environment, clock));
    }

    UsageHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.months = new Months(wiring.statements());
        this.days = new Days(wiring.statements());
        this.pricing = new Pricing(wiring.prices());
        this.me = new Me(wiring.statements(), wiring.offer());
        this.payments =
                new PaymentList(wiring.statements(), wiring.payments(), wiring.invoices(), wiring.comparisons());
        this.documents = new Documents(wiring.payments(), wiring.invoices(), wiring.archive());
        this.alerts = new AlertHistory(wiring.alerts());
        this.quota = new Quota(wiring.statements(), wiring.prices(), wiring.obstacles());
    }

    @Override
    public FirstRequest firstRequest() {
        return FirstRequest.get("GET /v1/usage/months/{month}", Map.of("month", "current"));
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new UsageHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        if (request.routeKey().equals(QUOTA)) return quota(request);
        var caller = claims.caller(request);
        caller.require(Permission.USAGE_READ);
        return switch (request.routeKey()) {
            case "GET /v1/usage/months" -> months.history(request, caller.organisation());
            case "GET /v1/usage/months/{month}" -> months.overview(request, caller.organisation());
            case "GET /v1/usage/days/{date}" -> days.entries(request, caller.organisation());
            case "GET /v1/me" -> me.answer(request, caller);
            case "GET /v1/payments" -> payments.list(request, caller.organisation());
            case "GET /v1/payments/{id}/invoice" -> documents.invoice(request, caller.organisation());
            case "GET /v1/payments/{id}/credit_notes/{number}" -> documents.creditNote(request, caller.organisation());
            case "GET /v1/alerts" -> alerts.newest(request, caller.organisation());
            case "GET /v1/prices" -> pricing.inForce(request);
            default -> throw new Rejected(Problem.notFound());
        };
    }

    // Services call it too, for the organisation whose member uses their feature.
    private HttpResponse quota(HttpRequest request) {
        var caller = claims.callerNaming(request);
        if (!caller.permissions().contains(Permission.USAGE_AUTHORIZE)) caller.require(Permission.USAGE_READ);
        return quota.answer(request, caller.organisation());
    }
}
