package credits.function.authorization;

import credits.account.Account;
import credits.account.Change;
import credits.account.Decision;
import credits.account.Decision.Captured;
import credits.account.Decision.Held;
import credits.account.Decision.Refused;
import credits.account.Decision.Released;
import credits.account.Decision.TooManyHolds;
import credits.account.Decision.Unpriced;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.JsonObject;
import credits.wire.Obstacles;
import credits.wire.Problem;
import credits.wire.Refusals;

/// Builds the HTTP response of an authorization call from the committed change, so that a replay returns
/// the identical response.
final class Answers {
    private final Refusals refusals;

    Answers(Obstacles obstacles) {
        this.refusals = new Refusals(obstacles);
    }

    /// The response for `change`.
    ///
    /// @param operation the authorized operation; ignored for a settlement
    HttpResponse of(Change change, UniqueId key, String operation, HttpRequest request) {
        var account = change.account();
        int made = request.routeKey().equals("POST /v1/authorizations") ? 201 : 200;
        return switch (Decision.of(change, key)) {
            case Held(var hold) ->
                HttpResponse.json(
                        made,
                        standing(
                                authorization(hold.id(), "open", hold.amount(), Eur.ZERO, Eur.ZERO)
                                        .put("expires_at", hold.expiresAt()),
                                account));
            case Captured(var id, var captured, var uncovered) ->
                HttpResponse.json(made, settled(authorization(id, "captured", Eur.ZERO, captured, uncovered), account));
            case Released(var id, var _) ->
                HttpResponse.json(made, settled(authorization(id, "released", Eur.ZERO, Eur.ZERO, Eur.ZERO), account));
            case Refused(var line) -> refusal(refusals.money(account, line), request);
            case TooManyHolds(int open) -> refusal(Refusals.tooManyHolds(open), request);
            case Unpriced() -> refusal(Problem.unpricedOperation(new Operation(operation), account.at()), request);
        };
    }

    private static HttpResponse refusal(Problem problem, HttpRequest request) {
        return HttpResponse.problem(problem, request.id());
    }

    private static JsonObject authorization(AuthorizationId id, String status, Eur held, Eur captured, Eur uncovered) {
        return Json.object()
                .put("id", id.value())
                .put("status", status)
                .put("held", held)
                .put("captured", captured)
                .put("uncovered", uncovered);
    }

    private static Json.Members settled(JsonObject authorization, Account account) {
        return standing(authorization.put("expires_at", new Json.Null()), account);
    }

    private static Json.Members standing(JsonObject authorization, Account account) {
        return authorization
                .put("balance", account.balance())
                .put("available", account.available())
                .putOptional("remaining", account.remaining())
                .end();
    }
}
