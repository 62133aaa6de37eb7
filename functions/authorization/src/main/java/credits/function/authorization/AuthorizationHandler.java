package credits.function.authorization;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RefuseOverpricedUsage;
import credits.account.command.ReleaseHold;
import credits.api.AuthorizationProblems;
import credits.api.CreateAuthorizationRequest;
import credits.api.SettleAuthorizationRequest;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.ClaimMapping;
import credits.http.HttpEndpoint;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.ledger.Ledger;
import credits.ledger.UnknownAccountException;
import credits.ledger.query.AccountQueries;
import credits.money.Quantity;
import credits.pricing.store.PriceCache;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/authorizations`, `…/{id}/capture` and `…/{id}/release`: holds credits before they are spent, and
/// settles the holds. `GET /v1/authorizations` and `…/{id}`: shows them. `POST /v1/usage_reports`: books what was used.
///
/// Fails closed: without a response, or with an undecided one, the caller has no authorization.
public final class AuthorizationHandler implements PrimedHandler {
    private final HttpEndpoint endpoint;
    private final Ledger ledger;
    private final AccountQueries accountQueries;
    private final PriceCache priceCache;
    private final AuthorizationResponses responses;
    private final AuthorizationLookup authorizationLookup;
    private final UsageReportBooking usageReportBooking;

    /// Used by Lambda.
    public AuthorizationHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public AuthorizationHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment, clock));
    }

    AuthorizationHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.ledger = wiring.ledger();
        this.accountQueries = wiring.accountQueries();
        this.priceCache = wiring.priceCache();
        this.responses = new AuthorizationResponses(wiring.blockerJson());
        this.authorizationLookup = new AuthorizationLookup(wiring.ledger(), wiring.accountQueries());
        this.usageReportBooking = wiring.usageReportBooking();
    }

    @Override
    public PrimingRequest primingRequest() {
        return new PrimingRequest(
                "POST /v1/authorizations/{id}/release",
                Map.of("id", "aut_0000000000000000000000000000"),
                Map.of("content-type", "application/json", "idempotency-key", "01KDVDNA00PR1M1NGPR1M1NGPR"),
                "{\"organisation\":\"priming\"}");
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new AuthorizationHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(input, output, context, this::handle);
    }

    private ApiResponse handle(ApiRequest request, RequestCaller requestCaller) {
        return switch (request.routeKey()) {
            case "POST /v1/usage_reports" -> usageReportBooking.book(request, requestCaller);
            case "GET /v1/authorizations" ->
                authorizationLookup.listOpen(readableOrganisation(request, requestCaller), request.receivedAt());
            case "GET /v1/authorizations/{id}" ->
                authorizationLookup.find(
                        readableOrganisation(request, requestCaller), authorization(request), request.receivedAt());
            default -> write(request, requestCaller);
        };
    }

    // Members see their own organisation's; services those of the one whose member uses their feature.
    private OrganisationId readableOrganisation(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identifyForQueryOrganisation();
        if (!caller.permissions().contains(ApiPermission.USAGE_AUTHORIZE))
            caller.requirePermission(ApiPermission.USAGE_READ);
        request.requireQueryParametersIn(Set.of(ClaimMapping.ORGANISATION_PARAMETER));
        return caller.organisation();
    }

    private ApiResponse write(ApiRequest request, RequestCaller requestCaller) {
        requestCaller.requirePermission(ApiPermission.USAGE_AUTHORIZE);
        request.requireQueryParametersIn(Set.of());
        var key = IdempotencyKey.from(request);
        try {
            return write(request, key, requestCaller);
        } catch (UnknownAccountException e) {
            // Undecided: the organisation may get an account.
            throw new ProblemException(Problem.invalidRequest("/organisation", "has no account"));
        }
    }

    private ApiResponse write(ApiRequest request, UniqueId key, RequestCaller requestCaller) {
        return switch (request.routeKey()) {
            case "POST /v1/authorizations" -> authorize(request, key, requestCaller);
            case "POST /v1/authorizations/{id}/capture" -> capture(request, key, requestCaller);
            case "POST /v1/authorizations/{id}/release" -> release(request, key, requestCaller);
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse authorize(ApiRequest request, UniqueId key, RequestCaller requestCaller) {
        var body = CreateAuthorizationRequest.parse(request);
        var caller = requestCaller.identifyService(body.organisation());
        var line = new UsageLine(
                body.operation(),
                body.quantity(),
                request.receivedAt(),
                body.member(),
                body.reference(),
                Optional.empty());
        return commit(
                request,
                caller.organisation(),
                command(request, key, body, caller.member(), line),
                key,
                body.operation().value());
    }

    private AuthorizationCommand command(
            ApiRequest request, UniqueId key, CreateAuthorizationRequest body, MemberId service, UsageLine line) {
        long contentHash = contentHash(request, body.toJson());
        try {
            var priced = priceCache
                    .upTo(line.usedAt())
                    .findPrice(line.operation(), line.usedAt())
                    .map(price -> PricedLine.of(line, price));
            return new AuthorizeUsage(
                    key, contentHash, service.value(), priced, body.expiresIn(), request.receivedAt());
        } catch (ArithmeticException overflow) {
            return new RefuseOverpricedUsage(key, contentHash, service.value(), request.receivedAt());
        }
    }

    private ApiResponse capture(ApiRequest request, UniqueId key, RequestCaller requestCaller) {
        var body = SettleAuthorizationRequest.parseCapture(request);
        var caller = requestCaller.identifyService(body.organisation());
        var quantity = body.quantity().map(Quantity::toString).orElse("");
        var command = new CaptureHold(
                key,
                contentHash(request, Json.object().put("quantity", quantity).build()),
                caller.member().value(),
                authorization(request),
                body.quantity().orElseThrow(),
                request.receivedAt());
        return commit(request, caller.organisation(), command, key, "");
    }

    private ApiResponse release(ApiRequest request, UniqueId key, RequestCaller requestCaller) {
        var body = SettleAuthorizationRequest.parseRelease(request);
        var caller = requestCaller.identifyService(body.organisation());
        var command = new ReleaseHold(
                key,
                contentHash(request, Json.object().build()),
                caller.member().value(),
                authorization(request),
                request.receivedAt());
        return commit(request, caller.organisation(), command, key, "");
    }

    private static AuthorizationId authorization(ApiRequest request) {
        try {
            return new AuthorizationId(request.pathParameter("id"));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.notFound());
        }
    }

    private static long contentHash(ApiRequest request, Json.JsonObject body) {
        return IdempotencyKey.contentHash(Json.object()
                .put("route", request.routeKey())
                .put("id", request.pathParameters().getOrDefault("id", ""))
                .put("body", body)
                .build());
    }

    private ApiResponse commit(
            ApiRequest request,
            OrganisationId organisation,
            AuthorizationCommand command,
            UniqueId key,
            String operation) {
        return switch (ledger.commitCall(organisation, command)) {
            case AuthorizationReply.Decided(var change) ->
                responses.toResponse(change, key, operation, request, organisation);
            case AuthorizationReply.DecidedByAnother(var change) ->
                responses.toResponse(change, key, operation, request, organisation);
            case AuthorizationReply.AlreadyDecided(long segment) ->
                responses
                        .toResponse(
                                accountQueries.changeOf(organisation, segment), key, operation, request, organisation)
                        .withHeader("idempotency-replayed", "true");
            case AuthorizationReply.Conflict() -> throw new ProblemException(Problem.idempotencyConflict());
            case AuthorizationReply.KeyInFuture() -> throw IdempotencyKey.keyInFuture();
            case AuthorizationReply.KeyTooOld() -> throw IdempotencyKey.keyTooOld();
            case AuthorizationReply.UnknownHold() -> throw new ProblemException(Problem.notFound());
            case AuthorizationReply.HoldClosed(var how) ->
                throw new ProblemException(AuthorizationProblems.holdClosed(how));
            case AuthorizationReply.TooManyRefusals() ->
                throw new ProblemException(AuthorizationProblems.tooManyRefusals());
        };
    }
}
