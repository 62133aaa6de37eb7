package credits.function.authorization;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.account.Authorize;
import credits.account.Capture;
import credits.account.Command;
import credits.account.Release;
import credits.account.Reply;
import credits.account.TooDear;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.money.Quantity;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.usage.Line;
import credits.usage.PricedLine;
import credits.wire.AuthorizationBody;
import credits.wire.Claims;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.IdempotencyKey;
import credits.wire.Json;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Refusals;
import credits.wire.Rejected;
import credits.wire.SettlementBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/authorizations`, `…/{id}/capture` and `…/{id}/release`: holds credits before they are spent, and
/// settles the holds.
///
/// Fails closed: without a response, or with an undecided one, the caller has no authorization.
public final class AuthorizationHandler implements Primed {
    private final Claims claims;
    private final Ledger ledger;
    private final Statements statements;
    private final Prices prices;
    private final Answers answers;

    /// Used by Lambda.
    public AuthorizationHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public AuthorizationHandler(Map<String, String> environment, InstantSource clock) {
        this(Claims.of(environment), Wiring.of(environment, clock));
    }

    AuthorizationHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.ledger = wiring.ledger();
        this.statements = wiring.statements();
        this.prices = wiring.prices();
        this.answers = new Answers(wiring.obstacles());
    }

    @Override
    public FirstRequest firstRequest() {
        return new FirstRequest(
                "POST /v1/authorizations/{id}/release",
                Map.of("id", "aut_0000000000000000000000000000"),
                Map.of("content-type", "application/json", "idempotency-key", "01KDVDNA00PR1M1NGPR1M1NGPR"),
                "{\"organisation\":\"priming\"}");
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new AuthorizationHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        claims.require(request, Permission.USAGE_AUTHORIZE);
        request.refuseQueryBeside(Set.of());
        var key = IdempotencyKey.of(request);
        return switch (request.routeKey()) {
            case "POST /v1/authorizations" -> authorize(request, key);
            case "POST /v1/authorizations/{id}/capture" -> capture(request, key);
            case "POST /v1/authorizations/{id}/release" -> release(request, key);
            default -> throw new Rejected(Problem.notFound());
        };
    }

    private HttpResponse authorize(HttpRequest request, UniqueId key) {
        var asked = AuthorizationBody.parse(request);
        var caller = claims.service(request, asked.organisation());
        var line = new Line(
                asked.operation(), asked.quantity(), request.at(), asked.member(), asked.reference(), Optional.empty());
        return decided(
                request,
                caller.organisation(),
                command(request, key, asked, caller.member(), line),
                key,
                asked.operation().value());
    }

    private Command<Reply> command(
            HttpRequest request, UniqueId key, AuthorizationBody asked, MemberId service, Line line) {
        long contents = contents(request, asked.json());
        try {
            var priced = prices.covering(line.at())
                    .find(line.operation(), line.at())
                    .map(price -> PricedLine.of(line, price));
            return new Authorize(key, contents, service.value(), priced, asked.expiresIn(), request.at());
        } catch (ArithmeticException tooDear) {
            return new TooDear(key, contents, request.at());
        }
    }

    private static Rejected tooMuch() {
        return new Rejected(Problem.invalidAmount("/quantity", "costs more than one line may cost; split the work"));
    }

    private HttpResponse capture(HttpRequest request, UniqueId key) {
        var asked = SettlementBody.capture(request);
        var caller = claims.service(request, asked.organisation());
        var quantity = asked.quantity().map(Quantity::toString).orElse("");
        var capture = new Capture(
                key,
                contents(request, Json.object().put("quantity", quantity).end()),
                caller.member().value(),
                authorization(request),
                asked.quantity().orElseThrow(),
                request.at());
        return decided(request, caller.organisation(), capture, key, "");
    }

    private HttpResponse release(HttpRequest request, UniqueId key) {
        var asked = SettlementBody.release(request);
        var caller = claims.service(request, asked.organisation());
        var release = new Release(
                key,
                contents(request, Json.object().end()),
                caller.member().value(),
                authorization(request),
                request.at());
        return decided(request, caller.organisation(), release, key, "");
    }

    private static AuthorizationId authorization(HttpRequest request) {
        try {
            return new AuthorizationId(request.path("id"));
        } catch (IllegalArgumentException noId) {
            throw new Rejected(Problem.notFound());
        }
    }

    private static long contents(HttpRequest request, Json.Members body) {
        return IdempotencyKey.contents(Json.object()
                .put("route", request.routeKey())
                .put("id", request.pathParameters().getOrDefault("id", ""))
                .put("body", body)
                .end());
    }

    private HttpResponse decided(
            HttpRequest request, OrganisationId organisation, Command<Reply> call, UniqueId key, String operation) {
        return switch (ledger.commit(organisation, call)) {
            case Reply.Decided(var change) -> answers.of(change, key, operation, request);
            case Reply.Before(long segment) ->
                answers.of(statements.change(organisation, segment), key, operation, request)
                        .with("idempotency-replayed", "true");
            case Reply.Conflict() -> throw new Rejected(Problem.idempotencyConflict());
            case Reply.KeyInFuture() -> throw IdempotencyKey.inFuture();
            case Reply.Unknown() -> throw new Rejected(Problem.notFound());
            case Reply.Ended(var how) -> throw new Rejected(Refusals.ended(how));
            case Reply.OutOfRange() -> throw tooMuch();
            case Reply.TooManyRefusals() -> throw new Rejected(Refusals.tooMany());
        };
    }
}
