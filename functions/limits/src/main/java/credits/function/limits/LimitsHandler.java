package credits.function.limits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.account.ChangeLimits;
import credits.account.ChangeLimits.Outcome.InForce;
import credits.account.ChangeLimits.Outcome.Stale;
import credits.account.Limits;
import credits.account.Limits.LastChange;
import credits.ledger.Ledger;
import credits.ledger.Statements;
import credits.wire.Caller;
import credits.wire.Claims;
import credits.wire.EntityTag;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.IfMatch;
import credits.wire.Json;
import credits.wire.LimitsBody;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;

/// `GET` and `PUT /v1/limits`: what an organisation allows itself to spend in a month.
public final class LimitsHandler implements RequestStreamHandler {
    private final Claims claims;
    private final Statements statements;
    private final Ledger ledger;

    /// Called by Lambda.
    public LimitsHandler() {
        this(System.getenv());
    }

    /// Called by whoever runs the function elsewhere, with the environment that the deployment would give it.
    public LimitsHandler(Map<String, String> environment) {
        this(Claims.of(environment), Wiring.of(environment));
    }

    LimitsHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.statements = wiring.statements();
        this.ledger = wiring.ledger();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        var caller = claims.caller(request);
        caller.require(Permission.USAGE_READ);
        request.refuseQueryBeside(Set.of());
        return switch (request.routeKey()) {
            case "GET /v1/limits" ->
                answer(statements.current(caller.organisation(), request.at()).limits());
            case "PUT /v1/limits" -> change(request, caller);
            default -> throw new Rejected(Problem.notFound());
        };
    }

    private HttpResponse change(HttpRequest request, Caller caller) {
        caller.require(Permission.LIMITS_WRITE);
        var basedOn = IfMatch.of(request).version();
        var wanted = LimitsBody.parse(request);
        var change = new ChangeLimits(
                wanted.alertThreshold(), wanted.allowedLimit(), basedOn, caller.member(), request.at());
        return switch (ledger.commit(caller.organisation(), change)) {
            case InForce(var limits) -> answer(limits);
            case Stale _ -> throw new Rejected(Problem.preconditionFailed());
        };
    }

    private static HttpResponse answer(Limits limits) {
        var body = Json.object()
                .putOptional("alert_threshold", limits.alertThreshold())
                .putOptional("allowed_limit", limits.allowedLimit())
                .put(
                        "last_changed",
                        limits.lastChange().map(LimitsHandler::json).orElse(new Json.Null()));
        return HttpResponse.json(200, body.end()).with("etag", new EntityTag(limits.version()).toString());
    }

    private static Json json(LastChange change) {
        return Json.object()
                .put("at", change.at())
                .put("by", change.by().value())
                .end();
    }
}
