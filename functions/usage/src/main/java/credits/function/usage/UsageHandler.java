package credits.function.usage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.ClaimMapping;
import credits.http.HttpEndpoint;
import credits.http.PlatformAccess;
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

/// The read-only calls of members, and of operators for any organisation: months, days, ranges and prices, the
/// balance at any time, statements, payments and their documents, e-mails sent, the member, and the remaining quota.
/// Also the API's
/// reference, for everybody.
public final class UsageHandler implements PrimedHandler {
    private final HttpEndpoint endpoint;
    private final MonthlyUsage monthlyUsage;
    private final DailyUsage dailyUsage;
    private final GroupedUsage groupedUsage;
    private final PriceSearch priceSearch;
    private final CurrentMember currentMember;
    private final QuotaCheck quotaCheck;
    private final PastBalance pastBalance;
    private final MonthlyStatement monthlyStatement;
    private final PaymentHistory paymentHistory;
    private final InvoiceDownloads invoiceDownloads;
    private final NotificationHistory notificationHistory;

    /// Used by Lambda.
    public UsageHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public UsageHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment, clock));
    }

    UsageHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.monthlyUsage = new MonthlyUsage(wiring.accountQueries());
        this.dailyUsage = new DailyUsage(wiring.accountQueries(), wiring.erasedMembers());
        this.groupedUsage = new GroupedUsage(wiring.accountQueries(), wiring.erasedMembers());
        this.priceSearch = new PriceSearch(wiring.priceCache());
        this.currentMember = new CurrentMember(wiring.accountQueries(), wiring.profileStore(), wiring.topUpOptions());
        this.paymentHistory = new PaymentHistory(
                wiring.accountQueries(),
                wiring.payments(),
                wiring.invoices(),
                wiring.reconciliationReports(),
                wiring.reissuePeriod());
        this.invoiceDownloads = new InvoiceDownloads(wiring.payments(), wiring.invoices(), wiring.archive());
        this.notificationHistory = new NotificationHistory(wiring.notificationStore());
        this.pastBalance = new PastBalance(wiring.accountQueries());
        this.monthlyStatement = new MonthlyStatement(wiring.accountQueries(), wiring.erasedMembers());
        this.quotaCheck = new QuotaCheck(wiring.accountQueries(), wiring.priceCache(), wiring.blockerJson());
    }

    @Override
    public PrimingRequest primingRequest() {
        return PrimingRequest.get("GET /v1/usage/months/{month}", Map.of("month", "current"));
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new UsageHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(input, output, context, this::handle);
    }

    private ApiResponse handle(ApiRequest request, RequestCaller requestCaller) {
        return switch (request.routeKey()) {
            case "GET /v1/openapi.yaml" -> ApiReference.contract(request);
            case "GET /v1/openapi.html" -> ApiReference.page(request);
            case "GET /v1/problems/{code}" -> ApiReference.problemPage(request);
            case "ANY /v1/{path+}", "OPTIONS /v1/{path+}" -> ApiReference.unrouted(request);
            case "GET /v1/quota" -> quota(request, requestCaller);
            default -> readAccount(request, requestCaller);
        };
    }

    // An operator names the organisation, with each part of an answer.
    private ApiResponse readAccount(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identifyReader();
        if (!isOperatorAskingForThemselves(request, caller)) caller.requirePermission(ApiPermission.USAGE_READ);
        var response = read(request.withoutQueryParameter(ClaimMapping.ORGANISATION_PARAMETER), caller, requestCaller);
        var nextPart = Optional.ofNullable(response.headers().get("link"));
        if (nextPart.isEmpty()
                || request.queryParameter(ClaimMapping.ORGANISATION_PARAMETER).isEmpty()) return response;
        var named = "<?" + ClaimMapping.ORGANISATION_PARAMETER + "=" + caller.organisation() + "&";
        return response.withHeader("link", nextPart.get().replace("<?", named));
    }

    // The console of operators asks what they may do. Their roles have none of a member's permissions.
    private static boolean isOperatorAskingForThemselves(ApiRequest request, Caller caller) {
        return request.routeKey().equals("GET /v1/me")
                && caller.permissions().stream().anyMatch(PlatformAccess::isOfOperators);
    }

    private ApiResponse read(ApiRequest request, Caller caller, RequestCaller requestCaller) {
        return switch (request.routeKey()) {
            case "GET /v1/usage/months" -> monthlyUsage.yearHistory(request, caller.organisation());
            case "GET /v1/usage/months/{month}" -> monthlyUsage.monthOverview(request, caller.organisation());
            case "GET /v1/usage/days/{date}" -> dailyUsage.listEntries(request, caller.organisation(), requestCaller);
            case "GET /v1/usage" -> groupedUsage.sum(request, caller.organisation(), requestCaller);
            case "GET /v1/balance" -> pastBalance.balanceAt(request, caller.organisation());
            case "GET /v1/statements/{month}" -> monthlyStatement.read(request, caller.organisation(), requestCaller);
            case "GET /v1/me" -> currentMember.describe(request, caller);
            case "GET /v1/payments" -> paymentHistory.list(request, caller.organisation());
            case "GET /v1/payments/{id}/invoice" -> invoiceDownloads.downloadInvoice(request, caller);
            case "GET /v1/payments/{id}/credit_notes/{number}" -> invoiceDownloads.downloadCreditNote(request, caller);
            case "GET /v1/alerts" -> notificationHistory.listNewest(request, caller);
            case "GET /v1/prices" -> priceSearch.inForce(request);
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    // Services call it too, for the organisation whose member uses their feature.
    private ApiResponse quota(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identifyForQueryOrganisation();
        if (!caller.permissions().contains(ApiPermission.USAGE_AUTHORIZE))
            caller.requirePermission(ApiPermission.USAGE_READ);
        return quotaCheck.check(request, caller.organisation());
    }
}
